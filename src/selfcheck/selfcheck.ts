import { cpus } from 'node:os'
import { spawnMockServer } from '../mock-server/process/spawn.ts'
import { errorDefinitions } from './clock-errors.ts'
import { contradictions, conclusionOf } from './judge.ts'
import { answerMs, type KnownAnswer, usualAnswer } from './known-answer.ts'
import { rateSeconds, streamsSeconds } from './load-length.ts'
import { startLoadProcess } from './load-process.ts'
import { measureRate, type RateFigures } from './measure-rate.ts'
import { measureStreams } from './measure-streams.ts'
import type { StreamsFigures } from './streams-figures.ts'

/** The loads to try, and the server to try them on. */
export interface SelfcheckPlan {
  /** Closed loads, one after the other. */
  readonly streams: readonly number[]
  /** An open load, requests per second; null for none. */
  readonly perSecond: number | null
  /** Length of each load; null for as many seconds as make enough requests to judge it, at least 3. */
  readonly seconds: number | null
  readonly answer?: KnownAnswer
  /** Key and certificate to serve https with, in PEM; plain http when left out. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** Result of a self-check: how far this machine, as a load generator, can be believed. */
export interface SelfcheckResult {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string }
  readonly answer: KnownAnswer
  readonly streams: readonly StreamsFigures[]
  readonly open: RateFigures | null
  /** Findings that cannot be, whatever the machine; empty where all is well. */
  readonly contradictions: readonly string[]
  readonly conclusion: string
  readonly definitions: typeof errorDefinitions
}

/** Room for requests that are sent while a load starts and ends. */
const moreRounds = 3
const moreArrivals = 20

/**
 * Makes load with the process that makes it for benchmarks, against a mock server whose times are
 * known, and sets the client's stamps against the server's.
 * @param tell is told of each load before it is made
 * @throws LlmBenchError when a process cannot be started or dies, or the signal is aborted
 */
export async function selfcheck(
  { streams, perSecond, seconds, answer = usualAnswer, tls }: SelfcheckPlan,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<SelfcheckResult> {
  const closedLoads = streams.map((count) => ({ streams: count, seconds: seconds ?? streamsSeconds(count, answer) }))
  const openLoad = perSecond === null ? null : { perSecond, seconds: seconds ?? rateSeconds(perSecond) }
  const { ttftMs, interTokenMs, tokens } = answer
  const server = await spawnMockServer({
    ttft: ttftMs,
    interToken: interTokenMs,
    tokens,
    tls,
    keepStamps: Math.ceil(Math.max(...closedLoads.map((load) => requestsOf(load, answer)), arrivalsOf(openLoad))),
  })
  const closed: StreamsFigures[] = []
  let open: RateFigures | null = null
  try {
    const load = await startLoadProcess()
    try {
      const endpoint = { url: server.url, answer, ...(tls === undefined ? {} : { ca: tls.cert }) }
      const setting = { process: load, server, endpoint, signal }
      for (const closedLoad of closedLoads) {
        tell(`${closedLoad.streams} ${closedLoad.streams === 1 ? 'stream' : 'streams'}, ${closedLoad.seconds} s`)
        closed.push(await measureStreams(setting, closedLoad))
      }
      if (openLoad !== null) {
        tell(`${openLoad.perSecond} requests/s, ${openLoad.seconds} s`)
        open = await measureRate(setting, openLoad)
      }
    } finally {
      await load.close()
    }
  } finally {
    await server.close()
  }
  const processors = cpus()
  return {
    machine: { cpu: processors[0]?.model ?? 'unknown', cores: processors.length, node: process.version },
    answer,
    streams: closed,
    open,
    contradictions: contradictions(open === null ? closed : [...closed, open]),
    conclusion: conclusionOf(answer, closed, open),
    definitions: errorDefinitions,
  }
}

/** Most requests a closed load makes. */
function requestsOf(
  { streams, seconds }: { readonly streams: number; readonly seconds: number },
  answer: KnownAnswer,
): number {
  return streams * ((seconds * 1000) / answerMs(answer) + moreRounds)
}

/** More requests than an open load makes by any chance worth a thought. */
function arrivalsOf(load: { readonly perSecond: number; readonly seconds: number } | null): number {
  return load === null ? 1 : 2 * load.perSecond * load.seconds + moreArrivals
}
