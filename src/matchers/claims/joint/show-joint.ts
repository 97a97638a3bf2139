import { jointCard } from '../../../../reporters/charts/joint-card.ts'
import { jointLines } from '../../../../reporters/words/joint/joint-lines.ts'
import { type MatcherThis, recordOf } from '../claim.ts'
import type { SettledClaim } from '../settled-claim.ts'

/** Shows a joint claim with its parts in Vitest's UI, at the line that makes it. */
export function showJoint({ task, assertion, poll }: MatcherThis, settled: SettledClaim): void {
  // Inside an equality it is called again for a diff, in a poll again and again.
  if (task === undefined || assertion === undefined || poll === true) return
  const { record } = settled.subject
  const placed = { claim: recordOf(settled), run: record, subject: record.name, replaced: false }
  try {
    // Vitest waits for it at the end of the test, as for any annotation.
    const lines = jointLines(placed)
    // The UI shows the lines of a text as one.
    const card = { contentType: 'image/svg+xml', body: jointCard(lines), bodyEncoding: 'utf-8' } as const
    task.context.annotate(lines.join('\n'), 'llm-bench', card).catch(() => {})
  } catch {
    // The test is over already: the claim is in the report.
  }
}
