import type { PageReview } from '../review/format/html/data.ts';
import { startReview } from './review.ts';
import { addThemeChoice } from './theme.ts';

type Data = PageReview;

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as Data;
const top = document.querySelector('.top');
if (top !== null) addThemeChoice(top);
if (data.kind === 'Review') startReview(data);
