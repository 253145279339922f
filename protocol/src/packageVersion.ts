/** Version of this package. The SDK has the same one. */
export const packageVersion = '0.1.0'
