import type { Code } from '../../diagnostics/codes.ts';
import { sentence, subjectText, visible } from '../../diagnostics/words.ts';
import type { JsonObject } from '../../json.ts';
import type { Review, ReviewFinding } from '../types.ts';
import { fingerprintsOf } from './sarif/fingerprint.ts';
import { locationOf, root } from './sarif/location.ts';
import { levels, ruleOf } from './sarif/rules.ts';

/**
 * The findings for code scanning: SARIF 2.1.0. What a change does is no finding, and is left out;
 * which findings are new is left to what keeps those of before.
 */
export function printSarif({ revcast, findings }: Review): string {
  const used = [...new Set(findings.map(({ code }) => code))].sort();
  const fingerprints = fingerprintsOf(findings);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'revcast', semanticVersion: revcast, rules: used.map(ruleOf) } },
        // What stands before the last slash tells this analysis from others of the same commit.
        automationDetails: { id: 'revcast/review/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding, index) => ({
          ...resultOf(finding, used),
          partialFingerprints: { 'revcast/v1': fingerprints[index] },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: ReviewFinding, used: readonly Code[]): JsonObject {
  const { code, severity } = finding;
  return {
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: levels[severity],
    message: { text: messageOf(finding) },
    locations: [locationOf(finding)],
  };
}

function messageOf(finding: ReviewFinding): string {
  const subject = subjectText(finding);
  const parts = [
    subject && `${subject}:`,
    sentence(finding.message),
    finding.hint && sentence(finding.hint),
  ];
  const text = visible(parts.filter((part) => part !== '').join(' '));
  // A text in brackets before one in parentheses is a link (SARIF 3.11.6).
  return text.replaceAll('](', '] (');
}
