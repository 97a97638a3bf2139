import { resolve } from 'node:path'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { plainJson } from '../../plain-text.ts'
import { shown } from '../../option-check/shown.ts'
import type { Backend } from '../../record/target.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  backend: { type: 'string' },
  root: { type: 'string' },
  cache: { type: 'string' },
  json: { type: 'boolean' },
} as const
const backends: readonly Backend[] = ['metal', 'cuda', 'vulkan', 'cpu']
/** Exit code where something that was asked for cannot work. */
const cannotWork = 1

/** The command `llm-bench doctor`. */
export const doctorCommand: Command = {
  name: 'doctor',
  help: `  llm-bench doctor [--backend metal|cuda|vulkan|cpu] [--root .] [--cache <folder>] [--json]
      Looks at what measuring needs: the hardware, the backends that node-llama-cpp can use, meters,
      the cache, the price list, versions, and whether the noise floor is known; then at what is not as
      it should be, each problem with its remedy. --backend names one that has to work.
      Exit code 0: everything that was asked for can work; 1: something cannot; 2: wrong usage.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('doctor', given, options)
    if (positionals.length > 0)
      throw notAllowed('llm-bench doctor', shown(positionals[0]), 'the project as --root <folder>')
    if (values.root === '') throw notAllowed('llm-bench doctor --root', 'an empty text', 'a folder')
    if (values.cache === '') throw notAllowed('llm-bench doctor --cache', 'an empty text', 'a folder')
    const backend = backendOf(values.backend)
    const [{ diagnose }, { doctorText }] = await Promise.all([
      import('../doctor/examine.ts'),
      import('../doctor/doctor-text.ts'),
    ])
    const diagnosis = await diagnose({ root: resolve(values.root ?? '.'), cache: values.cache, backend })
    const text = values.json === true ? plainJson(JSON.stringify(diagnosis, null, 2)) : doctorText(diagnosis)
    process.stdout.write(`${text}\n`)
    return diagnosis.problems.some(({ level }) => level === 'error') ? cannotWork : 0
  },
}

function backendOf(name: string | undefined): Backend | null {
  if (name === undefined) return null
  const found = backends.find((backend) => backend === name)
  if (found !== undefined) return found
  throw noSuchName('llm-bench doctor --backend', { name, known: backends, kind: 'backend' })
}
