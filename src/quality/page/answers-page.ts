import { formatCount, formatNumber, none } from '../../figures.ts'
import { jsonText } from '../../json.ts'
import { escapeMarkup, plainLines } from '../../plain-text.ts'
import type { AnswerToScore } from '../scorer.ts'
import { answerKey } from '../scoring/answer-key.ts'
import type { GivenScore } from '../scoring/given-score.ts'
import type { ScoreColumn } from '../scoring/score-answers.ts'

const mostRows = 500
const mostCharacters = 10_000

const style = `body{font:14px/1.4 system-ui,sans-serif;margin:1rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.4rem;text-align:left;vertical-align:top}small{color:#555}
td pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:20rem;overflow:auto;font:inherit}`

/**
 * A page of answers beside what was asked, what was expected and what they scored, those that scored worst by the first
 * score first. Everything in it that came from a model, a file or a scorer is text: no markup, no script, and nothing
 * that a browser would fetch.
 */
export function answersPage(name: string, answers: readonly AnswerToScore[], columns: readonly ScoreColumn[]): string {
  const rows = orderOf(answers, columns)
  const shown = rows.slice(0, mostRows)
  const headings = ['Prompt', 'Expected', 'Answer', ...columns.map((column) => column.name)]
  const cut = rows.length > mostRows ? `<p>${formatCount(mostRows)} of ${formatCount(rows.length)} answers.</p>` : ''
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${inline(name)}</title>
<style>${style}</style>
<h1>${inline(name)}</h1>
<p>Answers beside their scores, the lowest first; equal ones once.</p>${cut}
<table>
<tr>${headings.map((heading) => `<th>${inline(heading)}</th>`).join('')}</tr>
${shown.map((row) => rowOf(answers[row] as AnswerToScore, columns, row)).join('\n')}
</table>
</html>
`
}

/** Places of the answers that differ, the lowest first; those without a score last. */
function orderOf(answers: readonly AnswerToScore[], columns: readonly ScoreColumn[]): number[] {
  const seen = new Set<string>()
  const distinct = [...answers.keys()].filter((row) => {
    const key = answerKey(answers[row] as AnswerToScore)
    return seen.size < seen.add(key).size
  })
  const scoreOf = (row: number): number => columns[0]?.scores[row]?.score ?? Number.POSITIVE_INFINITY
  return distinct.toSorted((one, other) => {
    const [left, right] = [scoreOf(one), scoreOf(other)]
    return left === right ? one - other : left - right
  })
}

function rowOf({ input, output, expected }: AnswerToScore, columns: readonly ScoreColumn[], row: number): string {
  const wanted = expected === undefined ? none : typeof expected === 'string' ? expected : jsonText(expected)
  const texts = [input, wanted, output].map((text) => `<td><pre>${block(text)}</pre></td>`)
  const scores = columns.map((column) => `<td>${scoreCell(column.scores[row])}</td>`)
  return `<tr>${[...texts, ...scores].join('')}</tr>`
}

function scoreCell(given: GivenScore | undefined): string {
  if (given === undefined) return none
  const { score, failure, rationale } = given
  const why = failure ?? rationale
  return `${formatNumber(score)}${why === null ? '' : `<br><small>${block(why)}</small>`}`
}

/** Untrusted text with its lines, cut where it is long. */
function block(text: string): string {
  const left = text.length - mostCharacters
  const more = left > 0 ? `\n… ${formatCount(left)} more characters` : ''
  return escapeMarkup(`${plainLines(text.slice(0, mostCharacters))}${more}`)
}

function inline(text: string): string {
  return escapeMarkup(plainLines(text).replaceAll(/\s+/gu, ' '))
}
