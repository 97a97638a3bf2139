/** Numbers that most requests of most runs have not. */
export const rareNames = [
  'turn',
  'firstChunk',
  'over',
  'items',
  'askedInput',
  'askedOutput',
  'askedLeast',
  'connectMs',
  'promptTokens',
  'promptMs',
  'decodeTokens',
  'decodeMs',
  'taskSteps',
  'taskCalls',
  'taskUsd',
] as const

/** Name of such a number. */
export type RareName = (typeof rareNames)[number]
