import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { now, pause } from '../../../../../src/clock.ts'
import { nvidiaSmi } from '../../../../../src/machine/meters/energy/sources/nvidia-smi.ts'
import { fakeTool, gone } from './fake-tool.ts'

/** Two GPUs every 100 ms in the form that NVIDIA documents: read, never seen. */
function gpus(pidFile: string, watts: readonly [string, string] = ['200.00', '100.00']): string {
  return `
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, process.pid + '\\n' + process.argv.slice(1).join('\\n'))
    const stamp = () => new Date().toISOString().replace('T', ' ').replaceAll('-', '/').slice(0, 23)
    const print = () => process.stdout.write(
      stamp() + ', 0, ${watts[0]}, 199.00, 700.00, 98, 1000, 1700, 60\\n' +
      stamp() + ', 1, ${watts[1]}, 99.00, 700.00, 50, 1000, 1700, 60\\n')
    print()
    setInterval(print, 100)
  `
}

function inFolder(): { readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-energy-'))
  return { file: join(folder, 'pid'), remove: () => rmSync(folder, { recursive: true }) }
}

test('one process tells every GPU, which are added up, and ends with the watch', async () => {
  const { file, remove } = inFolder()
  const watch = await nvidiaSmi(fakeTool(gpus(file))).start()
  await pause(300)
  const from = now()
  await pause(2200)
  const to = now()
  await watch.after(to)
  const { energy } = watch.joules([{ from, to }])
  watch.stop()
  const [pid, ...given] = readFileSync(file, 'utf8').split('\n')
  expect(given.join(' ')).toMatch(
    /--query-gpu=timestamp,index,power\.draw\.instant,\S+ --format=csv,noheader,nounits -lms 100$/u,
  )
  await gone(Number(pid))
  expect(watch).toMatchObject({ meter: 'nvidia-smi', scope: 'gpu', kind: 'measured' })
  expect(watch.rails()).toEqual(['GPU 0', 'GPU 1'])
  expect(energy.state).toBe('known')
  if (energy.state === 'known') expect(energy.joules).toBeCloseTo((300 * (to - from)) / 1000, 0)
  remove()
})

test('a GPU that tells 0 W is unknown, not nothing', async () => {
  const { file, remove } = inFolder()
  const watch = await nvidiaSmi(fakeTool(gpus(file, ['200.00', '0.00']))).start()
  await pause(200)
  const from = now()
  await pause(2300)
  const { energy } = watch.joules([{ from, to: now() - 100 }])
  watch.stop()
  expect(energy).toMatchObject({ refusal: { code: 'zero-power' } })
  remove()
})

test('a tool that is not there, fails, or says nothing sensible is told in its own words', async () => {
  await expect(nvidiaSmi(['no-such-tool-of-ours']).start()).rejects.toThrow('no-such-tool-of-ours is not installed')
  const failing = "console.log('NVIDIA-SMI has failed because it could not talk to the driver'); process.exit(9)"
  await expect(nvidiaSmi(fakeTool(failing)).start()).rejects.toThrow('could not talk to the driver')
})

test('an older driver, which does not know the power of a moment, is asked for the other one', async () => {
  const older = `
    if (process.argv.join(' ').includes('power.draw.instant')) {
      console.log('Field "power.draw.instant" is not a valid field to query.')
      process.exit(2)
    }
    setInterval(() => console.log('2026/01/01 00:00:00.000, 0, 99.00, 700.00, 50, 1000, 1700, 60'), 50)
  `
  const watch = await nvidiaSmi(fakeTool(older)).start()
  expect(watch.readings().series[0]).toMatchObject({ device: 'GPU 0', values: expect.arrayContaining([99]) })
  watch.stop()
})

test('a tool that ends on the way leaves no figure of what came after', async () => {
  const dying = `
    let count = 0
    setInterval(() => {
      if (count++ > 8) process.exit(1)
      console.log('2026/01/01 00:00:00.000, 0, 99.00, 99.00, 700.00, 50, 1000, 1700, 60')
    }, 50)
  `
  const watch = await nvidiaSmi(fakeTool(dying)).start()
  const from = now()
  await pause(2200)
  const { energy } = watch.joules([{ from, to: now() }])
  expect(energy).toMatchObject({ refusal: { code: 'meter-ended' } })
})
