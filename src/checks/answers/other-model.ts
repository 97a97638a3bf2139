import { formatCount, formatShare } from '../../figures.ts'
import { plainExcerpt } from '../../plain-text.ts'
import { answeredBy } from '../../samples/answering-model.ts'
import type { Check } from '../evidence/check.ts'
import { isAlias, mayBeSame, namedModel } from '../evidence/same-model.ts'

const invalidShare = 0.05
const mostNamed = 3
/** Columns that a name may take. */
const nameWidth = 60

type Named = readonly [name: string, answers: number]

/**
 * Answers that name another model than was asked for: a gateway fell back to it, or the server answers with
 * what it has loaded, whatever it is asked. Names that differ only in how exact they are count as one.
 */
export const otherModel: Check = ({ header, samples }) => {
  const named = answeredBy(samples).flatMap(({ model, requests }): Named[] => {
    const name = namedModel(model)
    return name === null ? [] : [[name, requests]]
  })
  const total = named.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return null
  const { model: shownName } = header.facts.target
  const { asked } = header.facts
  const base = { id: 'other-model', protects: ['all'] }
  const others = asked === null || isAlias(asked.name) ? [] : named.filter(([name]) => !isAsked(name, asked))
  if (others.length > 0) {
    const count = others.reduce((sum, [, requests]) => sum + requests, 0)
    const all = count === total
    const who = all && others.length === 1 ? wordsOf(others[0]?.[0] ?? '') : listOf(others, total)
    return {
      ...base,
      status: count / total > invalidShare ? 'invalid' : 'warning',
      message:
        `${all ? `all ${formatCount(total)} answers` : `${formatCount(count)} of ${formatCount(total)} answers`} ` +
        `name another model than ${wordsOf(asked?.name ?? shownName)}, which was asked for: ${who}; ` +
        'look for a fallback of the gateway, ask for the model by its own name, or say with answersAs that ' +
        'it is the same one',
    }
  }
  const models = distinct(named.map(([name]) => name))
  if (models > 1) {
    return {
      ...base,
      status: 'warning',
      message:
        `the answers name ${formatCount(models)} models, whose times are mixed here: ${listOf(named, total)}; ` +
        'ask for one of them by its own name',
    }
  }
  return { ...base, status: 'ok', message: `every answer that names its model names ${wordsOf(named[0]?.[0] ?? '')}` }
}

function isAsked(name: string, { name: asked, aliases }: { name: string; aliases: readonly string[] }): boolean {
  return aliases.some((alias) => alias === '*' || mayBeSame(alias, name)) || mayBeSame(asked, name)
}

/** Number of models that cannot be one and the same. */
function distinct(names: readonly string[]): number {
  const apart: string[] = []
  for (const name of names) if (!apart.some((known) => mayBeSame(known, name))) apart.push(name)
  return apart.length
}

function listOf(named: readonly Named[], total: number): string {
  const shown = named
    .slice(0, mostNamed)
    .map(([name, count]) => `${wordsOf(name)} ${formatCount(count)} (${formatShare(count / total)})`)
  const more = named.length > mostNamed ? [`${formatCount(named.length - mostNamed)} more`] : []
  return [...shown, ...more].join(', ')
}

function wordsOf(name: string): string {
  return `"${plainExcerpt(name, nameWidth)}"`
}
