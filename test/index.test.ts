import { expect, test } from 'vitest'
import { makeProject } from './support/project.ts'
import { runVitest } from './support/vitest.ts'

test('expect of the main entry has the matchers without the plugin too', async () => {
  await using project = makeProject({
    'vitest.config.ts': 'export default {}',
    'plain.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('matchers', () => {
  expect(() => expect({}).toHaveP95Below(50)).toThrow('toHaveP95Below: received')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})
