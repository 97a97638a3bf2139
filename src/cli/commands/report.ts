import { dataFormatWords } from '../../../reporters/formats/data/data-format.ts'
import { parameters } from '../parameters.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Command } from './command.ts'

const options = { output: { type: 'string' }, format: { type: 'string' }, marker: { type: 'string' } } as const

/** Formats for people, which need no file beside them. */
const pageWords = {
  comment: 'a comment for a pull request, with a marker in its first line, below 64 kB',
  summary: 'the summary page of a CI job',
} as const

const formatLines = Object.entries({ ...pageWords, ...dataFormatWords })
  .map(([name, holds]) => `      ${name.padEnd(31)}${holds}`)
  .join('\n')

/** The command `llm-bench report`. */
export const reportCommand: Command = {
  name: 'report',
  summary: 'makes the report of a killed execution, or prints one in another format',
  group: 'look',
  options,
  choices: { format: Object.keys({ ...pageWords, ...dataFormatWords }) },
  help: `  llm-bench report <journal folder> [--output <folder>]
      Makes the report (report.md, report.json, charts) of an execution that could not: Vitest was
      killed, or the machine went down. The folder is llm-bench-report/journal/<time>-<pid>. What was
      finished is in it; runs that were cut off are marked partial, claims are in none. It is written
      where Vitest would have, or to --output; a report of the same or a later execution, or a file of
      that name that is no report, is not replaced.
  llm-bench report <report.json, its folder or a journal folder> --format <name> [--output <file>] [--marker <name>]
      Prints a report in another format, or writes it to a file:
${formatLines}
      --marker <name> gives a comment a marker of its own: two workflows do not renew each other's.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('report', given, options)
    const [folder, ...rest] = positionals
    if (folder === undefined || rest.length > 0) {
      const count = folder === undefined ? 'no folder' : `${positionals.length} folders`
      throw notAllowed('llm-bench report', count, 'one: llm-bench report llm-bench-report/journal/<time>-<pid>')
    }
    const marker = markerOf(values.marker, values.format)
    if (values.format !== undefined) return await printFormat(folder, values.format, values.output ?? null, marker)
    if (values.output === '') throw notAllowed('llm-bench report --output', 'an empty text', 'a folder')
    const { reportJournals } = await import('../report-journals.ts')
    process.stdout.write(`${reportJournals(folder, values.output ?? null)}\n`)
    return 0
  },
}

const markerForm = /^(?!.*--)[\w.-]{1,64}$/u

function markerOf(marker: string | undefined, format: string | undefined): string | null {
  if (marker === undefined) return null
  const call = 'llm-bench report --marker'
  if (format !== 'comment') throw notAllowed(call, shown(marker), 'it with --format comment')
  // It ends up inside of an HTML comment, which two hyphens would end.
  if (!markerForm.test(marker)) throw notAllowed(call, shown(marker), 'letters, digits, ".", "_" and single "-", to 64')
  return marker
}

async function printFormat(
  path: string,
  format: string,
  output: string | null,
  marker: string | null,
): Promise<number> {
  if (output === '') throw notAllowed('llm-bench report --output', 'an empty text', 'a file')
  const { formatReport } = await import('../report-format.ts')
  const { pieces, note } = formatReport(path, format, output, marker)
  for (const piece of pieces ?? []) process.stdout.write(piece)
  if (note !== null) process.stderr.write(`llm-bench: ${note}\n`)
  return 0
}
