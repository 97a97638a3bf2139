import { existsSync, readdirSync } from 'node:fs'
import { execa } from 'execa'
import { expect, test, vi } from 'vitest'
import { llmBenchArguments, withoutVitest } from './git-project.ts'
import { makeStandInProject, measures, type StandInProject } from './stand-in.ts'

const before = { medians: { answer: 40 } }

/** Whether nothing is left: no work tree but its own, nothing for `git worktree prune` to do, no temporary file. */
async function isClean(project: StandInProject): Promise<boolean> {
  const trees = (await project.git('worktree', 'list')).split('\n')
  return (
    trees.length === 1 &&
    (await project.git('worktree', 'prune', '--dry-run', '--verbose')) === '' &&
    readdirSync(project.temporary).length === 0
  )
}

test('the working tree, dirty as it is, against a ref: slower is confirmed by a second set and exits 1', async () => {
  await using project = await makeStandInProject(before)
  project.write(measures({ medians: { answer: 60 } }))
  project.write({ 'new/untracked.txt': 'mine' })
  const status = await project.git('status', '--porcelain')
  const { code, out, error } = await project.llmBench('ab', 'main', '--launches', '3')
  expect(code).toBe(1)
  const lines = out.split('\n')
  expect(lines[0]).toMatch(/^bench +metric +main \(\w{9}\) +working tree +b \/ a +90 % interval +launches +result$/u)
  expect(lines[1]).toMatch(/^answer +latency +40\.\d ms +60\.\d ms +1\.50 +1\.49 to 1\.51 +6 \+ 6 +slower$/u)
  expect(out).toContain('answer: the working tree is 1.50 times slower than main [1.49, 1.51]')
  expect(lines.at(-1)).toBe('1 of 1 regressed: median latency beyond 5 % more, and a second set confirms it')
  expect(error).toMatch(/launch 1 of 6: main\n.*launch 2 of 6: the working tree, about .* left\n/u)
  expect(error).toContain('launch 1 of 6 of the second set: the working tree')
  const sides = project.calls().map(({ cwd }) => (cwd.endsWith('/a') ? 'a' : 'b'))
  expect(sides.join('')).toBe('abbaabbaabba')
  expect(await project.git('status', '--porcelain')).toBe(status)
  expect(existsSync(`${project.folder}/llm-bench-report`)).toBe(false)
  expect(await isClean(project)).toBe(true)
})

test('no regression exits 0 after one set; words behind -- are Vitest’s, and no summary of the job is', async () => {
  await using project = await makeStandInProject(before)
  process.env['GITHUB_STEP_SUMMARY'] = '/dev/null'
  const { code, out } = await project.llmBench('ab', 'main', '--launches', '2', '--', 'a.bench.ts', '-t', 'x y')
  delete process.env['GITHUB_STEP_SUMMARY']
  expect({ code, last: out.split('\n').at(-1) }).toEqual({ code: 0, last: 'no regression was found' })
  expect(out).toContain('answer: the working tree and main are the same within 5 % [0.9')
  expect(project.calls()).toHaveLength(4)
  expect(project.calls()[0]).toMatchObject({
    args: ['bench', '--run', 'a.bench.ts', '-t', 'x y'],
    summary: null,
  })
})

test('two refs are compared without the working tree, and faster is no regression', async () => {
  await using project = await makeStandInProject(before)
  const quick = await project.commit(measures({ medians: { answer: 30 } }))
  project.write(measures({ medians: { answer: 400 } }))
  const { code, out } = await project.llmBench('ab', 'HEAD~1', quick, '--launches', '2', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    by: 0.05,
    exitCode: 0,
    a: { name: 'HEAD~1', isWorkingTree: false },
    b: { name: quick, commit: quick },
    benches: [
      {
        name: 'answer',
        metric: 'latency',
        word: 'faster',
        verdict: 'pass',
        ratio: expect.closeTo(0.75, 1),
        alerts: [false],
      },
    ],
    launches: [{ side: 'a' }, { side: 'b' }, { side: 'b' }, { side: 'a' }],
  })
})

test('a bench of one revision only is named; where all is open the code is 3, and a policy decides', async () => {
  await using project = await makeStandInProject({ medians: { answer: 40, gone: 10 } })
  project.write(measures({ medians: { answer: 41, fresh: 10 }, spread: 0.05 }))
  const open = await project.llmBench('ab', 'main', '--launches', '2')
  expect(open.code).toBe(3)
  expect(open.out).toMatch(/only in main: .* › gone\nonly in the working tree: .* › fresh/u)
  expect(open.out).toContain('nothing was decided')
  expect((await project.llmBench('ab', 'main', '--launches', '2', '--inconclusive', 'fail')).code).toBe(1)
  const passed = await project.llmBench('ab', 'main', '--launches', '2', '--inconclusive', 'pass')
  expect(passed.code).toBe(0)
  expect(passed.out.split('\n').at(-1)).toBe('nothing was decided; what is open passes (--inconclusive pass)')
})

test('a report of schema 1, a revision that measures nothing, and a bench that is lost where Vitest fails exit 2', async () => {
  await using project = await makeStandInProject({ ...before, schemaVersion: 1 })
  const old = await project.llmBench('ab', 'main', '--launches', '2')
  expect(old.code).toBe(2)
  expect(old.error).toContain('cannot be compared: its schemaVersion is 1, and this version reads 2')
  await project.commit(measures({ medians: { answer: 40, other: 40 } }))
  project.write(measures({ medians: {}, exitCode: 1 }))
  const nothing = await project.llmBench('ab', 'main', '--launches', '2')
  expect(nothing.code).toBe(2)
  expect(nothing.error).toContain('vitest bench measured nothing in the working tree (exit code 1): ')
  project.write(measures({ medians: { answer: 40 }, exitCode: 1 }))
  const lost = await project.llmBench('ab', 'main', '--launches', '2')
  expect(lost.code).toBe(2)
  expect(lost.out.split('\n').at(-1)).toBe(
    'no regression was found; 1 could not be measured in the working tree, where Vitest failed',
  )
  expect(await isClean(project)).toBe(true)
})

test('no secret of the environment is printed', async () => {
  await using project = await makeStandInProject({ medians: {}, exitCode: 1 })
  process.env['TEST_API_KEY'] = 'sk-1234567890abcdef'
  const { error } = await project.llmBench('ab', 'main')
  delete process.env['TEST_API_KEY']
  expect(error).toContain('the key is <secret>')
  expect(error).not.toContain('sk-1234567890abcdef')
})

test('Ctrl-C ends the launch, removes all that was made and exits 130', async () => {
  await using project = await makeStandInProject({ ...before, takes: 60_000 })
  const running = execa(process.execPath, [...llmBenchArguments, 'ab', 'main'], {
    cwd: project.folder,
    env: { ...withoutVitest, TMPDIR: project.temporary },
    reject: false,
  })
  const [stderr] = await Promise.all([
    running.then((ended) => ended.stderr),
    vi.waitFor(() => expect(project.calls()).toHaveLength(1), 60_000).then(() => running.kill('SIGINT')),
  ])
  expect((await running).exitCode).toBe(130)
  expect(stderr.split('\n').at(-1)).toBe('llm-bench ab: ended by SIGINT')
  expect(await isClean(project)).toBe(true)
})

test('codes of a bisection', async () => {
  await using project = await makeStandInProject(before)
  const good = await project.git('rev-parse', 'HEAD')
  const code = async (...words: string[]): Promise<number | undefined> =>
    (await project.llmBench('ab', '--bisect', '--launches', '2', ...words)).code
  expect(await code(good)).toBe(0)
  await project.commit(measures({ medians: { answer: 60 } }))
  expect(await code(good)).toBe(1)
  await project.commit(measures({ medians: { answer: 39 }, spread: 0.05 }))
  expect(await code(good)).toBe(125)
  expect(await code(good, '--inconclusive', 'point')).toBe(0)
  await project.commit(measures({ medians: { other: 40 } }))
  expect(await code(good)).toBe(125)
  expect((await project.llmBench('ab', good, '--launches', '2')).code).toBe(2)
  await project.commit(measures({ medians: {}, exitCode: 1 }))
  expect(await code(good)).toBe(125)
  // The revision that all are compared with is at fault: no other step would end otherwise.
  expect(await code('HEAD', good)).toBe(129)
  expect(await code('nowhere')).toBe(129)
  expect(await code(good, '--by', 'much')).toBe(129)
  expect(await isClean(project)).toBe(true)
})
