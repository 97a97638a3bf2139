import { readFileSync } from 'node:fs'
import { LlmBenchError } from '../errors.ts'
import { assertRegular } from '../regular-file.ts'

/** Words for the forms of file that are read. */
const give = "give a report.json, a baseline or another tool's report"

/**
 * The JSON of a report; of a file that has a JSON object a line, the list of them.
 * @throws LlmBenchError naming the file: it is not there, empty, or not JSON
 */
export function readReportFile(path: string): unknown {
  const text = textOf(path).trim()
  if (text === '') throw new LlmBenchError('baseline-incompatible', `${path} is empty: ${give}`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    return fromLines(text, path, cause)
  }
}

function fromLines(text: string, path: string, cause: unknown): unknown {
  const lines = text.split('\n')
  const values: unknown[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    try {
      values.push(JSON.parse(line))
    } catch {
      // A file of JSON lines begins with one; where only a later one is cut, the file is damaged and no other text.
      const what = values.length === 0 ? 'is not JSON' : `is damaged: its line ${index + 1} is not JSON`
      throw new LlmBenchError('baseline-incompatible', `${path} ${what}: ${give}`, { cause })
    }
  }
  return values
}

function textOf(path: string): string {
  try {
    assertRegular(path)
    return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new LlmBenchError(
      'baseline-missing',
      `${path} cannot be read (${code ?? 'unknown'}): ` +
        "give the path of a report.json, a baseline or another tool's report",
      { cause },
    )
  }
}
