import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, expect, test } from 'vitest'
import { packageFolders, thirdPartyNotices } from '../../scripts/third-party-notices.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-notices-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

write({
  'entry.ts': `export { one } from '@scope/one'\nexport { two } from 'two/deep/file.js'\nimport 'two'\n`,
  'node_modules/@scope/one/package.json': '{ "name": "@scope/one", "version": "1.2.3", "license": "MIT" }',
  'node_modules/@scope/one/index.js': `export { inner } from 'inner'\nexport const one = () => 1\n`,
  'node_modules/@scope/one/LICENSE': 'Copyright one\n\nThree ticks: ```\n',
  'node_modules/@scope/one/NOTICE.txt': 'Notice of one\n',
  'node_modules/@scope/one/node_modules/inner/package.json': '{ "name": "inner", "version": "0.0.1" }',
  'node_modules/@scope/one/node_modules/inner/index.js': 'export const inner = () => 0\n',
  'node_modules/@scope/one/node_modules/inner/licence.md': 'Copyright inner\n',
  'node_modules/two/package.json': '{ "name": "two", "version": "2.0.0", "license": "ISC" }',
  'node_modules/two/index.js': 'console.log(2)\n',
  'node_modules/two/deep/file.js': 'export const two = () => 2\n',
})

const one = join(folder, 'node_modules/@scope/one')
const inner = join(one, 'node_modules/inner')
const two = join(folder, 'node_modules/two')

test('packages are found in what a bundler read, each once, nested and scoped ones too', async () => {
  const bundle = await rolldown({ cwd: folder, input: 'entry.ts', platform: 'node', treeshake: false })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const paths = output.flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []))
  expect(packageFolders(paths)).toEqual([one, inner, two].map((path) => path.replaceAll('\\', '/')))
})

test('paths of Windows are understood, and modules that the bundler makes itself name no package', () => {
  const paths = ['\0rolldown/runtime.js', 'C:\\project\\src\\a.ts', 'C:\\project\\node_modules\\@a\\b\\dist\\c.js?x']
  expect(packageFolders(paths)).toEqual(['C:/project/node_modules/@a/b'])
})

test('the page has name, version and every text of each package', () => {
  expect(thirdPartyNotices([one, inner], [{ name: 'three', version: '3.0.0', license: 'MIT' }])).toMatchInlineSnapshot(`
    "# Third-party notices

    Files of this package contain code of these others.

    ## @scope/one 1.2.3

    License: MIT

    \`\`\`\`text
    Copyright one

    Three ticks: \`\`\`
    \`\`\`\`

    \`\`\`text
    Notice of one
    \`\`\`

    ## inner 0.0.1

    License: see below

    \`\`\`text
    Copyright inner
    \`\`\`

    ## Installed with this package

    Packages of their own, in the versions that this release was tested with; each carries its terms.

    | package | version | license |
    | ------- | ------- | ------- |
    | three   | 3.0.0   | MIT     |
    "
  `)
})

test('a package without a licence text ends the build', () => {
  const message = `two is bundled, and ${two} holds no licence text: make it a dependency instead`
  expect(() => thirdPartyNotices([one, two], [])).toThrow(new Error(message))
})
