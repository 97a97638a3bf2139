/** Fields of a request that was completed and came whole: nothing of it was streamed, and no token of it decoded. */
export const completedWhole = {
  state: 'completed',
  firstChunk: null,
  first: null,
  firstVisible: null,
  finish: 'stop',
  hiddenTokens: 0,
  firstTokens: null,
} as const
