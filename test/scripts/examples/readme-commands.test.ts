import { expect, test } from 'vitest'
import { readmeCommands } from '../../../scripts/examples/readme-commands.ts'

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
  expect(readmeCommands(readme, 'http://127.0.0.1:5/v1')).toEqual([
    'export LLM_BENCH_URL=http://127.0.0.1:5/v1   # yours',
    'npm run bench',
    'npm run bench -- --mode quick',
    'npx llm-bench report http://127.0.0.1:5/v1',
  ])
})

test('a page without commands has none', () => {
  expect(readmeCommands('# An example\n', 'http://127.0.0.1:5/v1')).toEqual([])
})
