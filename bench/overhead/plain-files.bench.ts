import { describe, expect, profile, test } from 'vitest-llm-bench'
import { pairedDifference, shown } from '../support/paired.ts'
import { throwawayProject } from '../support/throwaway-project.ts'

const count = 20
const pairs = 12

const plainFile = `import { expect, test } from 'vitest'\ntest('plain', () => { expect(1).toBe(1) })\n`
const files = Object.fromEntries(Array.from({ length: count }, (_, file) => [`plain-${file}.test.js`, plainFile]))

// What the set-up costs a test file that measures nothing: `npm run bench -- --mode overhead`. Each file has
// a worker of its own, one after the other, so that all of it is in the time of the whole.
describe.runIf(profile === 'overhead')('plain test files', () => {
  test.each(['forks', 'threads'])('with and without the plugin, isolated in %s', async (pool) => {
    using withPlugin = throwawayProject('', { files })
    using without = throwawayProject('', { files, plugin: false })
    const perFile = async (project: typeof without): Promise<number> =>
      (await project.test(`--pool=${pool}`, '--maxWorkers=1')).ms / count
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
