import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { JournalWriter, startJournal } from '../../src/samples/journal.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { completedSample, runHeader } from '../../test/support/samples.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tokens = 16
const streams = 100
/** Requests that are written down together, as a host does every 50 ms. */
const together = 1000

/** Resources that a process took until its end. */
export interface Taken {
  readonly cpuSeconds: number
  readonly peakMegabytes: number
}

/** Journals in a temporary folder. */
export interface Journals extends Disposable {
  /** Has their report made by a process of its own: statistics, charts, markdown and JSON. */
  report(): Promise<Taken>
}

/** Writes runs of so many requests in all, each answered with 16 tokens, through the writer that hosts use. */
export function longJournals(requests: number, runs: number): Journals {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-journals-'))
  const journals = join(folder, 'llm-bench-report/journal/long')
  mkdirSync(journals, { recursive: true })
  for (let run = 0; run < runs; run++) writeRun(join(journals, `run-${run}.jsonl`), run, requests / runs)
  return {
    report: async () => {
      const told = join(folder, 'taken.json')
      const atExit = join(folder, 'at-exit.mjs')
      writeFileSync(
        atExit,
        `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.resourceUsage())))\n`,
      )
      const program = join(root, 'dist/src/cli/main.js')
      await execa(process.execPath, ['--import', atExit, program, 'report', journals, '--output', join(folder, 'out')])
      const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(told, 'utf8')) as NodeJS.ResourceUsage
      return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeRun(path: string, run: number, requests: number): void {
  startJournal(path, runHeader({ id: `long-${run}`, name: `run ${run}` }))
  const writer = new JournalWriter(path, 50)
  const random = seededRandom(run + 1)
  for (let index = 0; index < requests; index++) {
    writer.append({ ...completedSample(index / 2, 40 + 20 * random(), tokens), index, stream: index % streams })
    if (index % together === 0) writer.flush()
  }
  writer.close()
}
