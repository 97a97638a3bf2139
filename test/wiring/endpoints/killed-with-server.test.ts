import { expect, test } from 'vitest'
import { processesWith, remainingLoadHosts, remainingWith } from '../../support/load-processes.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf } from '../../support/runs-of.ts'
import { benchOf, tiny } from '../../support/tiny-server.ts'
import { startVitest } from '../../support/vitest.ts'

test.for(['SIGKILL', 'SIGINT'] as const)(
  'after %s of Vitest in the middle of a load neither server nor load host is left',
  async (signal) => {
    await using project = makeProject({ 'tiny-server.js': tiny, 'served.bench.ts': benchOf(1_000_000) })
    // Something in its command line that no other project's server has.
    const mark = `--${project.folder.split('-').at(-1)}`
    project.write({
      'served.bench.ts': benchOf(1_000_000).replace(
        "['tiny-server.js', '{port}']",
        `['tiny-server.js', '${mark}', '{port}']`,
      ),
    })
    await using vitest = startVitest(project, ['bench', '--run'])
    const deadline = Date.now() + 60_000
    while (measuredOf(project, 'served').length < 20) {
      if (Date.now() > deadline) throw new Error(vitest.output())
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(processesWith('tiny-server.js', mark)).not.toEqual([])
    vitest.signal(signal)
    await vitest.ended
    expect(await remainingWith('tiny-server.js', mark)).toEqual([])
    expect(await remainingLoadHosts(project)).toEqual([])
  },
)
