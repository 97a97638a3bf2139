import { describe, expect, profile, test } from 'vitest-llm-bench'
import { pairedDifference, shown } from '../support/paired.ts'
import { throwawayProject } from '../support/throwaway-project.ts'

const count = 21
const pairs = 16

const plainFile = `import { expect, test } from 'vitest'\ntest('plain', () => { expect(1).toBe(1) })\n`

/**
 * Prints the median time from the end of one file to the end of the next: start of the worker, set-up and test.
 * What Vitest and the plugin do once, before the first file and after the last, is not in it.
 */
const reporter = `
export default class {
  ends = []
  onTestModuleEnd() { this.ends.push(performance.now()) }
  onTestRunEnd() {
    const gaps = this.ends.slice(1).map((end, index) => end - this.ends[index]).sort((a, b) => a - b)
    console.log('median ' + gaps[gaps.length >> 1])
  }
}
`

const files = {
  'ends.js': reporter,
  ...Object.fromEntries(Array.from({ length: count }, (_, file) => [`plain-${file}.test.js`, plainFile])),
}

// What the set-up costs a test file that measures nothing: `npm run bench -- --mode overhead`. Each file has
// a worker of its own, one after the other.
describe.runIf(profile === 'overhead')('plain test files', () => {
  test.each(['forks', 'threads'])('with and without the plugin, isolated in %s', async (pool) => {
    using withPlugin = throwawayProject('', { files })
    using without = throwawayProject('', { files, plugin: false })
    const perFile = async (project: typeof without): Promise<number> => {
      const { output } = await project.test(`--pool=${pool}`, '--maxWorkers=1', '--reporter=./ends.js')
      return Number(/median ([\d.]+)/.exec(output)?.[1])
    }
    await perFile(withPlugin)
    await perFile(without)
    const times: [number, number][] = []
    for (let pair = 0; pair < pairs; pair++) {
      // ABBA: whatever drifts falls on both.
      const first = pair % 2 === 0 ? await perFile(withPlugin) : Number.NaN
      const theirs = await perFile(without)
      times.push([Number.isNaN(first) ? await perFile(withPlugin) : first, theirs])
    }
    const added = pairedDifference(times)
    process.stdout.write(`\nthe set-up adds to a plain test file in ${pool}: ${shown(added, 2, ' ms')}\n`)
    expect(added.high).toBeLessThanOrEqual(5)
  })
})
