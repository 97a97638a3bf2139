import { readFileSync } from 'node:fs'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { ownEngine } from './own-engine.ts'

/** Anonymous memory of this process, in bytes (Linux). */
function anonymousBytes(): number {
  gc?.()
  return Number(/^RssAnon:\s*(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
}

// Loads a model and frees it again, so many times, and prints the anonymous memory after each.
const [spec = 'synthetic:micro', times = '50'] = process.argv.slice(2)
const anonymous: number[] = []
let modelBytes = 0
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error })
for (let load = 0; load < Number(times); load++) {
  const { engine } = await ownEngine(spec, {}, 1, llama)
  modelBytes = engine.loaded.fileBytes
  await engine.unload()
  anonymous.push(anonymousBytes())
}
process.stdout.write(JSON.stringify({ modelBytes, anonymous }))
process.exit(0)
