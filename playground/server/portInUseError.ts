export type PortInUseErrorOptions = {
  readonly serverName: string
  readonly port: number
  /** Environment variable that moves the server to another port. */
  readonly variable: string
}

/** Another program listens where one of the four servers is to listen. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
  readonly port: number
  readonly variable: string

  constructor({ serverName, port, variable }: PortInUseErrorOptions) {
    super(
      `Port ${port}, wanted by the ${serverName}, is in use. Stop what listens there, or set ${variable} to another port.`,
    )
    this.port = port
    this.variable = variable
  }
}
