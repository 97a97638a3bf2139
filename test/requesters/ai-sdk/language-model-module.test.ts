import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'language-model-module-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source = new URL('../../../src/requesters/ai-sdk/language-model-module.ts', import.meta.url).href
const modelText = (id: string): string =>
  `({ specificationVersion: 'v3', provider: 'p', modelId: '${id}', doGenerate() {}, doStream() {} })`

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return pathToFileURL(path).href
}

/** Imports in plain Node, as a load host does; the ids of the models, or the error. */
async function imported(
  steps: readonly (readonly [url: string, exportName: string])[],
  more = '',
  flags: string[] = [],
): Promise<string> {
  const program = `
    import { importLanguageModel } from ${JSON.stringify(source)}
    import { writeFileSync, utimesSync } from 'node:fs'
    const said = []
    for (const [url, name] of ${JSON.stringify(steps)}) {
      try { said.push((await importLanguageModel(url, name, (text) => text)).modelId) }
      catch (error) { said.push(error.code + ': ' + error.message) }
      ${more}
    }
    console.log(said.join('\\n'))`
  const { stdout } = await execa(process.execPath, [...flags, '--input-type=module', '--eval', program])
  return stdout
}

describe('the model of a module', () => {
  test('is its default export, a named one, or what a function gives', async () => {
    const url = file(
      'models.ts',
      `interface Name { id: string }
       export const named: object = ${modelText('named')}
       export default ${modelText('default')}
       export const made = (name?: Name): object => ${modelText('made')}
       export const later = async () => ${modelText('later')}`,
    )
    expect(
      await imported([
        [url, 'default'],
        [url, 'named'],
        [url, 'made'],
        [url, 'later'],
      ]),
    ).toBe('default\nnamed\nmade\nlater')
  })

  test('may be that of a CommonJS module a bundler wrote', async () => {
    const url = file('old.cjs', `exports.__esModule = true; exports.default = ${modelText('old')}`)
    expect(await imported([[url, 'default']])).toBe('old')
  })

  test('is read again when the file has changed', async () => {
    const path = join(folder, 'changing.js')
    const url = file('changing.js', `export default ${modelText('before')}`)
    utimesSync(path, 1, 1)
    const rewrite = `writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(`export default ${modelText('after')}`)})`
    expect(
      await imported(
        [
          [url, 'default'],
          [url, 'default'],
        ],
        rewrite,
      ),
    ).toBe('before\nafter')
  })
})

test.each([
  ['nothing.ts', 'export {}', 'default', /exports nothing: export the model as default/],
  [
    'others.ts',
    'export const gpt = 1, claude = 2',
    'default',
    /there is no export default; there are claude, gpt: languageModel\(\{ module, export: 'claude' \}\)/,
  ],
  ['text.ts', "export default 'openai/gpt-4o'", 'default', /its export default gives a text: give the model itself/],
  [
    'old.ts',
    "export default { specificationVersion: 'v1', doStream() {} }",
    'default',
    /gives a model of AI SDK 4 \(specification v1\): give one of AI SDK 5 or newer/,
  ],
  ['throws.ts', "throw new Error('no key is set')", 'default', /cannot be imported: no key is set$/],
  [
    'calls.ts',
    "export default () => { throw new Error('no key is set') }",
    'default',
    /export default\(\) threw: no key is set$/,
  ],
  ['enum.ts', 'enum A { B } export default A', 'default', /cannot be imported: .*Node only strips types: no enums/],
  [
    'alias.ts',
    "import './missing'\nexport default 1",
    'default',
    /relative imports need their file extension, and aliases of Vite are not known/,
  ],
] as const)('%s is refused with the way out', async (name, text, exportName, message) => {
  const said = await imported([[file(name, text), exportName]])
  expect(said).toMatch(/^model-invalid: languageModel\("/)
  expect(said).toMatch(message)
  expect(said).not.toContain('\n')
})

test('a module that is not there is said so', async () => {
  expect(await imported([[pathToFileURL(join(folder, 'gone.js')).href, 'default']])).toMatch(
    /^model-not-found: .*there is no such file$/,
  )
})
