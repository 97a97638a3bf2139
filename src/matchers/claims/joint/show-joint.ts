import { jointLines } from '../../../../reporters/words/joint/joint-lines.ts'
import { type MatcherThis, recordOf } from '../claim.ts'
import type { SettledClaim } from '../settled-claim.ts'

/** Shows a joint claim with its parts in Vitest's UI, at the line that makes it. */
export function showJoint({ task, assertion }: MatcherThis, settled: SettledClaim): void {
  // Inside an equality it is called again for a diff.
  if (task === undefined || assertion === undefined) return
  const { record } = settled.subject
  const placed = { claim: recordOf(settled), run: record, subject: record.name, replaced: false }
  try {
    // Vitest waits for it at the end of the test, as for any annotation.
    void task.context.annotate(jointLines(placed).join('\n'), 'llm-bench')
  } catch {
    // The test is over already: the claim is in the report.
  }
}
