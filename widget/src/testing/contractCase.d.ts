/** One promise of a port. Throws when it is broken, so that it runs under any test runner and in any page. */
export type ContractCase<Subject> = {
    readonly name: string;
    run(subject: Subject): Promise<void>;
};
/** @throws {Error} unless both are the same as JSON, where nothing is `null` */
export declare function expectSame(received: unknown, expected: unknown): void;
/** @throws {Error} unless the promise rejects with an error of that code */
export declare function expectCode(promise: Promise<unknown>, code: string): Promise<void>;
//# sourceMappingURL=contractCase.d.ts.map