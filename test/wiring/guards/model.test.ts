import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import type { CheckRecord } from '../../../src/record/check.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { hostsOf, runVitest, startVitest } from '../../support/vitest.ts'

const bench = `
import { expect, test } from 'vitest-llm-bench'
test('guarded', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m')
  const run = await bench('guarded', { requests: 30 }, llama.complete({ tokens: 16 }, { maxTokens: 6 })).run()
  expect(run).toHaveP50Below(60_000)
})
`

function checkOf(project: Project, id: string): CheckRecord | undefined {
  return project
    .report()
    .runs.find(({ name }) => name === 'guarded')
    ?.checks.find((check) => check.id === id)
}

async function untilMeasuring(project: Project, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!project.journals().some((lines) => lines.length > 5)) {
    if (Date.now() > deadline) throw new Error(`nothing was measured:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

// Nothing is said of other guards: what else runs on this machine is theirs to tell.
test('a process that is stopped for 200 ms in the middle is told', async () => {
  await using project = makeProject({ 'a.bench.ts': bench })
  await using vitest = startVitest(project, ['bench', '--run'])
  await untilMeasuring(project, () => vitest.output())
  const [host = 0] = hostsOf(project)
  process.kill(host, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 200))
  process.kill(host, 'SIGCONT')
  await vitest.ended
  expect(checkOf(project, 'event-loop-lag')?.status).not.toBe('ok')
  expect(checkOf(project, 'event-loop-lag')?.message).toMatch(/\d{3,} ms at worst/)
})

test('a busy loop beside a run is told', async () => {
  await using project = makeProject({ 'a.bench.ts': bench })
  const busy = spawn(process.execPath, ['-e', 'const end = Date.now() + 60_000; while (Date.now() < end) {}'])
  try {
    await runVitest(project, ['bench', '--run'])
  } finally {
    busy.kill('SIGKILL')
  }
  expect(checkOf(project, 'machine-busy')?.status).toBe('warning')
})

const claims = `
import { expect, test } from 'vitest-llm-bench'
test('guarded', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('guarded', { duration: 1500 }, llama.complete({ tokens: 16 }, { maxTokens: 6 })).run()
  expect(run).toHaveP50Below(60_000)
  expect(() => expect(run).toHaveP50Below(0.001)).toThrow()
  expect(run).not.toHaveP50Below(0.001)
  expect(run).toHaveSuccessRateAbove(0.9)
})
`

test("a second run's busy model leaves open what longer times may have made, and nothing else", async () => {
  await using other = makeProject({ 'other.bench.ts': claims.replace('duration: 1500', 'duration: 110_000') })
  await using project = makeProject({ 'a.bench.ts': claims })
  await using beside = startVitest(other, ['bench', '--run'])
  await untilMeasuring(other, () => beside.output())
  await runVitest(project, ['bench', '--run'])
  expect(checkOf(project, 'other-hosts')).toMatchObject({ status: 'invalid', protects: ['all'] })
  const [below, above, notBelow, success] = project.report().runs[0]?.claims ?? []
  const found = expect.stringContaining('the check other-hosts is invalid')
  for (const claim of [above, notBelow]) {
    expect(claim?.verdict).toBe('inconclusive')
    expect(claim?.rests.doubts).toContainEqual(found)
  }
  expect(below?.rests.despite).toContainEqual(found)
  // Beside another model times may follow one another so closely that they settle nothing, which is another matter.
  expect(below?.rests.doubts.filter((doubt) => !doubt.includes('too correlated'))).toEqual([])
  expect(below?.verdict).toBe(below?.rests.doubts.length === 0 ? 'pass' : 'inconclusive')
  expect(success).toMatchObject({ verdict: 'pass', rests: { doubts: [] } })
})
