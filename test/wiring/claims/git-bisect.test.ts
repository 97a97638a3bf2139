import { execa } from 'execa'
import { expect, test } from 'vitest'
import { llmBenchArguments, makeGitProject, mockBench, slower, withoutVitest } from '../../cli/ab/git-project.ts'

/** A program that takes a whole core for as long as it lives, 15 minutes at most. */
const spinning = 'const end = Date.now() + 900_000; while (Date.now() < end);'

test('git bisect run finds the commit of 16 that is 1.5 times slower while another process takes a core', async () => {
  await using project = await makeGitProject(mockBench)
  const commits = [await project.git('rev-parse', 'HEAD')]
  for (let number = 2; number <= 16; number++) {
    const change = number === 14 ? slower(1.5) : {}
    // oxlint-disable-next-line no-await-in-loop -- each commit stands on the one before
    commits.push(await project.commit({ ...change, 'notes.txt': `note ${number}` }))
  }
  const [first = ''] = commits
  const busy = execa(process.execPath, ['--eval', spinning], { reject: false })
  try {
    await project.git('bisect', 'start', 'main', first)
    const words = ['ab', '--bisect', '--by', '0.2', '--launches', '3', first, '--', 'answer.bench.ts']
    const { all, exitCode } = await execa('git', ['bisect', 'run', process.execPath, ...llmBenchArguments, ...words], {
      cwd: project.folder,
      env: { ...withoutVitest, TMPDIR: project.temporary },
      reject: false,
      all: true,
    })
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 })
    expect(all).toContain(`${commits[13] ?? ''} is the first bad commit`)
  } finally {
    busy.kill('SIGKILL')
    await busy
  }
}, 900_000)
