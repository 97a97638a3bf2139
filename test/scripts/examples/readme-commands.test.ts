import { execa } from 'execa'
import { expect, test } from 'vitest'
import { readmeCommands, scriptOf } from '../../../scripts/examples/readme-commands.ts'

const readme = `# An example

\`\`\`sh
npm install
export LLM_BENCH_URL=http://127.0.0.1:8000/v1   # yours
npm run bench

# a word
npm ci && true
npm run bench -- --mode quick
\`\`\`

\`\`\`text
npm run printed
\`\`\`

\`\`\`sh
npx llm-bench report http://127.0.0.1:11434/v1
\`\`\`
`

test('the lines of its sh blocks are run in order, but for installations', () => {
  expect(readmeCommands(readme, 'http://127.0.0.1:5/v1').map(({ line }) => line)).toEqual([
    'export LLM_BENCH_URL=http://127.0.0.1:5/v1   # yours',
    'npm run bench',
    'npm run bench -- --mode quick',
    'npx llm-bench report http://127.0.0.1:5/v1',
  ])
})

test('a command that is to fail is held to its exit code, and its output is shown', async () => {
  const page = (ends: number): string =>
    `\`\`\`sh\nexport SAID=told\necho $SAID; exit_with() { return ${ends}; }\nexit_with   # a change: exit code 1\necho after\n\`\`\`\n`
  const run = async (ends: number): Promise<string> => {
    const script = scriptOf(readmeCommands(page(ends), ''))
    const { exitCode, stdout } = await execa('bash', ['-c', script], { reject: false })
    return `${exitCode} ${stdout}`
  }
  expect(await run(1)).toBe('0 told\nafter')
  expect(await run(0)).toBe('1 told\nthis was to end with exit code 1, and ended with 0')
  expect(await run(2)).toBe('1 told\nthis was to end with exit code 1, and ended with 2')
})

test('a page without commands has none', () => {
  expect(readmeCommands('# An example\n', 'http://127.0.0.1:5/v1')).toEqual([])
})
