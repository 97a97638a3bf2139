import type { Report } from '../../../src/record/report.ts'
import { titleOf } from '../markdown/front/heading.ts'
import { blocks } from '../markdown/section.ts'
import { fitted, summaryPage } from './summary-page.ts'

/**
 * First line of the comment, which no reader sees: a bot finds the comment by it, and renews it.
 * @param name of whose comment it is, where several stand under one pull request: no two hyphens in a row
 */
export function commentMarker(name: string | null = null): string {
  return `<!-- vitest-llm-bench${name === null ? '' : `:${name}`} -->`
}

/** Bytes of a comment at most: GitHub refuses one above 65,536 characters. */
const mostBytes = 60_000

/** The body of a comment on a pull request, below 64 kB, with charts that GitHub draws from its text. */
export function renderComment(report: Report, marker: string | null = null): string {
  return fitted(mostBytes, (most) => {
    const page = blocks(`## ${titleOf(report, 'LLM inference benchmarks')}`, summaryPage(report, most))
    return `${commentMarker(marker)}\n${withoutMentions(page)}\n`
  })
}

/** An at sign before a name, a number sign or `GH-` before a number. */
const mentions = /(?<mark>(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])|(?<!&)#(?=\d)|\bGH-(?=\d))/gu

/**
 * The text with names that call nobody and numbers that are no issue's: a model's name may be that of a person, and
 * GitHub tells an issue of every place that names it.
 */
function withoutMentions(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```$)/mu)
    .map((part) => (part.startsWith('```') ? part : part.replaceAll(mentions, '$<mark>&#8203;')))
    .join('')
}
