/** Thing that an amount of energy is taken for. */
export type EnergyPer = 'token' | 'request' | 'run'
