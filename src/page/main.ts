import { unpackedReview } from '../review/format/html/data.ts';
import type { Packed } from '../review/format/html/pack.ts';
import { startReview } from './review.ts';
import { addThemeChoice } from './theme.ts';

const packed: Packed = JSON.parse(document.getElementById('data')?.textContent ?? '');
const top = document.querySelector('.top');
if (top !== null) addThemeChoice(top);
startReview(unpackedReview(packed));
