const clauses = 'select from where group order having limit offset join on union values set into update delete insert'
const clause: ReadonlySet<string> = new Set(clauses.split(' '))
/** Words that want something after them. */
const wanting: ReadonlySet<string> = new Set(
  'select from where by having limit offset join on and or as in set into update not between like'.split(' '),
)
/** Words that may come right after one that wants something. */
const anywhere: ReadonlySet<string> = new Set(['select', 'values', 'not', 'set'])
const operator = /^(?:=|<>|!=|<=|>=|<|>|\+|-|\/|,|\.)$/u
const word = /^[\p{L}_"[]/u
const grammar: ReadonlySet<string> = new Set([
  ...clause,
  ...wanting,
  ...(
    'is null asc desc inner left right full outer cross distinct all exists case when then else end with recursive ' +
    'create table view index primary key references default if constraint unique check alter add column drop over ' +
    'partition returning conflict do nothing interval date timestamp using'
  ).split(' '),
])

/** Places at which SQL says what may not follow. */
export function sqlFaults(code: string): number {
  const plain = code.replaceAll(/--[^\n]*/gu, ' ').replaceAll(/'[^']*'/gu, "'x'")
  const tokens = plain.match(/<>|!=|<=|>=|[\p{L}_][\p{L}\p{N}_.]*|\p{N}+(?:\.\p{N}+)?|'x'|[^\s\p{L}\p{N}]/gu) ?? []
  const lower = tokens.map((token) => token.toLowerCase())
  let names = 0
  return lower.filter((token, place) => {
    const next = lower[place + 1] ?? ';'
    names = word.test(token) && !grammar.has(token) ? names + 1 : 0
    const ends = next === ';' || next === ')' || (clause.has(next) && !anywhere.has(next))
    if (wanting.has(token)) return ends || next === ',' || (next !== 'not' && operator.test(next) && next !== '-')
    if (token === 'group' || token === 'order' || token === 'partition') return next !== 'by'
    if (next === 'by') return true
    if (operator.test(token)) return ends || (operator.test(next) && next !== '-')
    return names > 2
  }).length
}
