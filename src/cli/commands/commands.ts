import type { Command } from './command.ts'
import { abCommand } from './ab.ts'
import { compareCommand } from './compare.ts'
import { completionCommandOf } from './completion.ts'
import { doctorCommand } from './doctor.ts'
import { helpCommandOf } from './help.ts'
import { historyCommand } from './history.ts'
import { importCommand } from './import.ts'
import { initCommand } from './init.ts'
import { mockCommand } from './mock.ts'
import { modelsCommand } from './models.ts'
import { noiseCommand } from './noise.ts'
import { pricesCommand } from './prices.ts'
import { reportCommand } from './report.ts'
import { runCommand } from './run.ts'
import { selfcheckCommand } from './selfcheck.ts'

const listed: readonly Command[] = [
  initCommand,
  runCommand,
  compareCommand,
  abCommand,
  noiseCommand,
  historyCommand,
  importCommand,
  modelsCommand,
  pricesCommand,
  doctorCommand,
  selfcheckCommand,
  mockCommand,
  reportCommand,
]

const completionCommand = completionCommandOf(() => commands)

/** Every command, in the order in which the help prints them. */
export const commands: readonly Command[] = [
  ...listed,
  completionCommand,
  helpCommandOf([...listed, completionCommand]),
]
