import type { KeyEndpoint } from '../ports/keyEndpoint.ts';
import { type ContractCase } from './contractCase.ts';
export type KeyEndpointSubject = {
    readonly endpoint: KeyEndpoint;
    codeFor(email: string): Promise<string | undefined>;
    /** Answers ceremonies as a browser with one passkey would. */
    readonly authenticator: {
        register(options: PublicKeyCredentialCreationOptionsJSON): RegistrationResponseJSON;
        authenticate(options: PublicKeyCredentialRequestOptionsJSON): AuthenticationResponseJSON;
    };
};
/** What every key endpoint promises the widget. */
export declare const keyEndpointContract: readonly ContractCase<KeyEndpointSubject>[];
//# sourceMappingURL=keyEndpointContract.d.ts.map