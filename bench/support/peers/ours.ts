import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { throwawayProject, type ThrowawayProject, vitestProgram } from '../throwaway-project.ts'
import { figureAt, firstAt, resultsFile } from './results-file.ts'
import type { Peer } from './peer.ts'

const benchFile = `import { concurrent, test } from 'vitest-llm-bench'

const { server, model, streams, requests, tokens } = JSON.parse(process.env.PEER_LOAD)

test('ours', { timeout: 300_000 }, async ({ bench, endpoint }) => {
  const service = endpoint({ url: server + '/v1', model })
  const answer = service.chat('Why is the sky blue?', { maxTokens: tokens, ignoreEos: true })
  const load = concurrent(streams, { rampUp: 0 })
  await bench('ours', { load, requests, budget: 280_000 }, answer).run()
})
`

/** This package: a whole Vitest run of one bench file, its report written. */
export interface Ours extends Peer, Disposable {}

/** @returns a client whose project is there until it is disposed of */
export function ours(): Ours {
  const project: ThrowawayProject = throwawayProject(benchFile)
  const report = join(project.folder, 'llm-bench-report')
  return {
    name: 'ours',
    program: process.execPath,
    warmsUp: false,
    note: 'a whole Vitest run of one bench file, its report written; `concurrent(n, { rampUp: 0 })`, after its usual warm-up of a request for each stream, at least two',
    command: ({ server, model, streams, requests, tokens }) => {
      // That of the round before must not be read for this one's.
      rmSync(report, { recursive: true, force: true })
      return {
        args: [vitestProgram, 'bench', '--run'],
        env: { PEER_LOAD: JSON.stringify({ server, model, streams, requests, tokens }), NO_COLOR: '1' },
        cwd: project.folder,
      }
    },
    read: () => {
      const run = firstAt(resultsFile(join(report, 'report.json')), 'runs')
      return {
        requests: figureAt(run, 'requests', 'succeeded'),
        ttftMs: figureAt(run, 'metrics', 'ttft', 'mean'),
        tpotMs: figureAt(run, 'metrics', 'tpot', 'mean'),
      }
    },
    [Symbol.dispose]: () => project[Symbol.dispose](),
  }
}
