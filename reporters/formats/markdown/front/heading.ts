import { claimsSentence, decisiveClaims, tallyClaims } from '../../../words/claims.ts'
import { formatDuration } from '../../../../src/figures.ts'
import { latestAttempts } from '../../../words/run-label.ts'
import type { Report } from '../../../../src/record/report.ts'
import { simulatedText } from '../../../words/answers/simulated-text.ts'
import { blocks } from '../section.ts'
import { sentenceText } from '../sentence.ts'

/** A count with its noun: `1 run`, `3 runs`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The whole report in one line of plain text. */
export function summaryLine(report: Report): string {
  const claims = decisiveClaims(report).map(({ claim }) => claim)
  const functions = report.functions.length === 0 ? [] : [counted(report.functions.length, 'function benchmark')]
  const texts = report.intrinsic?.filter(({ replaced }) => !replaced).length ?? 0
  const standing = latestAttempts(report.runs).length
  const replaced = report.runs.length - standing
  const more = replaced === 0 ? '' : ` (${replaced} more that a retry replaced)`
  return [
    report.complete ? 'Complete' : 'Partial',
    [
      ...(standing === 0 && texts > 0 ? [] : [`${counted(standing, 'run')}${more}`]),
      ...(texts === 0 ? [] : [counted(texts, 'scored text')]),
      ...functions,
    ].join(' and '),
    claimsSentence(tallyClaims(claims)),
  ].join(' · ')
}

/** Title of a report: of one that was cut short, or in which nothing was measured, it says so. */
export function titleOf(report: Report, title: string): string {
  const marks = [...(simulatedText(report) === null ? [] : ['SIMULATED']), ...(report.complete ? [] : ['INTERRUPTED'])]
  return marks.length === 0 ? title : `${title} (${marks.join(', ')})`
}

/** One sentence on what an interrupted report holds; null of a whole one. */
export function interruptedText({ complete, runs }: Report): string | null {
  if (complete) return null
  const partial = latestAttempts(runs).filter(({ state }) => state === 'partial').length
  const cut = partial === 0 ? 'more was to be measured' : `${counted(partial, 'run')} ended early`
  return `Partial: it was interrupted, or a run in it did not end as planned (${cut}). Every finished request is in it.`
}

/** Head of the report: its title, the summary in one line, and when and with what it was made. */
export function headingSection(report: Report): string {
  const took = Date.parse(report.finishedAt) - Date.parse(report.startedAt)
  const made = [
    `Started ${report.startedAt}, took ${formatDuration(took)}`,
    `profile ${report.profile}`,
    `${report.generator.name} ${report.generator.version}`,
  ].join(' · ')
  return blocks(
    `# ${titleOf(report, 'LLM inference benchmark report')}`,
    simulatedText(report),
    interruptedText(report),
    `**${sentenceText(summaryLine(report))}**`,
    sentenceText(made),
  )
}
