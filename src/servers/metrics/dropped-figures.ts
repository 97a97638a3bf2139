import type { ServerFiguresRecord } from '../../record/server.ts'

/** The record of a server whose figures are not those of the run. */
export function droppedFigures(
  { server, windowMs }: Pick<ServerFiguresRecord, 'server' | 'windowMs'>,
  dropped: string,
): ServerFiguresRecord {
  return {
    server,
    windowMs,
    dropped,
    requests: null,
    promptTokens: null,
    cachedTokens: null,
    generatedTokens: null,
    prefillMs: null,
    decodeMs: null,
    meanQueueMs: null,
    meanTtftMs: null,
    meanTpotMs: null,
    meanInterTokenMs: null,
    meanLatencyMs: null,
    preemptions: null,
    draftTokens: null,
    acceptedTokens: null,
    meanBatch: null,
  }
}
