/** Kinds of answers that are whole, and not as the API has them or not what was asked for. */
export const oddKinds = [
  'other-model',
  'parallel-tool-calls',
  'tool-arguments-object',
  'tool-calls-one-id',
  'tool-arguments-parts',
  'tool-markup',
  'two-choices',
  'reasoning-only',
  'fast-after-queue',
  'comments-after-done',
  'first-together',
  'usage-with-choices',
  'error-text',
  'error-page',
  'error-line',
  'ndjson',
  'says-back',
  'control-characters',
  'long-names',
  'deep-json',
  'empty-events',
] as const

/** One of {@link oddKinds}. */
export type OddKind = (typeof oddKinds)[number]

/** Whether a kind of fault is one of {@link oddKinds}. */
export function isOdd(kind: string): kind is OddKind {
  return (oddKinds as readonly string[]).includes(kind)
}
