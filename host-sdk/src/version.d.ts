/** Version of this package. */
export declare const version = "0.1.0";
//# sourceMappingURL=version.d.ts.map