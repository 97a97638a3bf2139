import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { realModel } from '../../scripts/real-servers/places.ts'

const file = realModel.file()
const missing = existsSync(file) ? null : `no model at ${file}: npm run real-servers xllamacpp brings it`
const logs = 'llm-bench-report/logs/*-server-*.log'
const switches = 12
/** Largest difference: so many milliseconds, or this share of the router's own time. */
const allowed = { ms: 100, share: 0.05 }

/** A line's stamp by `--log-timestamps`, in milliseconds after the router's start: minutes, seconds, ms and µs. */
function stampOf(line: string): number {
  const [, minutes = 0, seconds = 0, ms = 0, us = 0] = /^(\d+)\.(\d\d)\.(\d{3})\.(\d{3}) /.exec(line) ?? []
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(ms) + Number(us) / 1000
}

/** The router's own time of each load of a model: from its line of the spawn to that of the event of its readiness. */
function ownTimes(log: string, model: string): number[] {
  const times: number[] = []
  let spawned: number | null = null
  for (const line of log.split('\n')) {
    if (line.includes(`spawning server instance with name=${model} on port`)) spawned = stampOf(line)
    const isReady = line.includes("event 'status_change'") && line.includes(`'${model}'`)
    if (spawned === null || !isReady || !/"status":"loaded"/.test(line)) continue
    times.push(stampOf(line) - spawned)
    spawned = null
  }
  return times
}

// Our time of a load at llama-server's router beside its own: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('router', () => {
  test.for([
    ['small', 'synthetic:micro', 'synthetic:micro@F16'],
    ['real', file, 'synthetic:micro'],
  ] as const)(
    'switches to a %s model, against the stamps of the router',
    async ([name, to, from], { bench, server, skip }) => {
      skip(missing !== null, missing ?? '')
      const before = new Set(globSync(logs))
      const llama = await server.llamaServer({
        models: { to, from },
        maxLoaded: 1,
        threads: 1,
        contextSize: 512,
        parallel: 1,
        // Of this verbosity on it writes down each event that it tells.
        args: ['--log-timestamps', '--log-prefix', '-lv', '5', '--threads-batch', '1'],
      })
      const plan = { requests: switches, warmup: 0, budget: 120_000 }
      const run = await bench(name, plan, llama.model('to').switchTo('Hi', { from: 'from', maxTokens: 16 })).run()
      const log = globSync(logs).find((path) => !before.has(path)) ?? ''
      const own = ownTimes(readFileSync(log, 'utf8'), 'to').slice(-switches)
      const rows = run.record.switches.map((one, place) => ({ one, ownMs: own[place] ?? Number.NaN }))
      const shown = (value: number | null): string => (value ?? Number.NaN).toFixed(1).padStart(10)
      process.stdout.write(
        [
          '',
          `llama-server's router, ${name}: its own time of a load, and ours (ms)`,
          '  spawn to ready       ours    differs   evicting first token      total',
          ...rows.map(
            ({ ownMs, one: { loadMs, evictMs, firstTokenMs, totalMs } }) =>
              `      ${shown(ownMs)} ${shown(loadMs)} ${shown((loadMs ?? Number.NaN) - ownMs)} ${shown(evictMs)} ` +
              `${shown(firstTokenMs)}  ${shown(totalMs)}`,
          ),
          '',
        ].join('\n'),
      )
      expect(own).toHaveLength(switches)
      expect(rows).toHaveLength(switches)
      for (const { ownMs, one } of rows)
        expect(Math.abs((one.loadMs ?? Number.NaN) - ownMs)).toBeLessThanOrEqual(
          Math.max(allowed.ms, allowed.share * ownMs),
        )
    },
  )
})
