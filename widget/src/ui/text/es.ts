import type { Catalogue } from './catalogue.ts'
import type { ProblemText } from './en/problemText.ts'

const unreadable: ProblemText = {
  title: 'OpenKey bloqueó esta solicitud',
  body: 'OpenKey no puede leerla por completo y, por tanto, no puede mostrarle con seguridad lo que firmaría. No se firmó nada.',
}

const misleading: ProblemText = {
  title: 'OpenKey bloqueó esta solicitud',
  body: 'El mensaje dice una cosa, pero permitiría otra. No se firmó nada.',
}

/** Spanish. */
export const catalogue: Catalogue = {
  common: {
    language: 'es',
    direction: 'ltr',
    product: 'OpenKey',
    close: 'Cerrar',
    cancel: 'Cancelar',
    back: 'Atrás',
    oneMoment: 'Un momento',
    signInTo: 'Iniciar sesión en {host}',
    claimedName: 'Dice llamarse {name}',
    continueInWindow: 'Continuar en una ventana',
    checkWindow:
      'OpenKey continúa en su propia ventana. Antes de iniciar sesión o autorizar algo en ella, compruebe que la dirección sea la de OpenKey.',
  },
  format: { locale: 'es' },
  welcome: {
    promise: 'La app verá la dirección de su cuenta. No puede firmar nada sin que usted lo autorice aquí.',
    passkey: 'Continuar con llave de acceso',
    email: 'Continuar con correo electrónico',
    newHere: '¿Es nuevo en OpenKey? Continúe con su correo electrónico para crear una cuenta.',
    access: 'Dónde tiene la sesión iniciada',
  },
  feedback: {
    notice: {
      passkey_cancelled: 'No se usó ninguna llave de acceso. Inténtelo de nuevo o continúe con su correo electrónico.',
      passkey_failed: 'Esa llave de acceso no funcionó aquí. Inténtelo de nuevo o continúe con su correo electrónico.',
      session_ended: 'Su sesión terminó. Vuelva a iniciar sesión para continuar.',
      email_refused: 'No pudimos enviar un código a esta dirección. Compruebe que esté bien escrita.',
      wrong_code: 'Ese código es incorrecto o ha caducado. Compruébelo o pida uno nuevo.',
      slow_down: 'Demasiados intentos. Espere un minuto y vuelva a intentarlo.',
      approval_cancelled: 'No ha autorizado esto con su llave de acceso. Inténtelo de nuevo cuando esté listo.',
      approval_failed: 'Esa llave de acceso no pudo autorizar esto aquí. Inténtelo de nuevo o continúe de otra forma.',
      code_resent: 'Le hemos enviado un código nuevo.',
    },
    press: {
      early: 'Tómese un momento para leer esto y vuelva a pulsar.',
      unread: 'Desplácese para leer todo lo que pide esta app y vuelva a pulsar.',
      covered: 'Una parte de OpenKey está tapada o fuera de la vista, así que no se autorizó nada.',
      small: 'Esto es demasiado pequeño para leerlo. Amplíe la ventana o gire el dispositivo para continuar.',
    },
  },
  signIn: {
    passkey: {
      title: 'Use su llave de acceso',
      body: 'Siga las indicaciones de su navegador o dispositivo.',
      instead: 'Probar de otra forma',
    },
    email: {
      title: 'Escriba su correo electrónico',
      hint: 'Le enviaremos un código de seis dígitos.',
      label: 'Correo electrónico',
      submit: 'Enviar código',
      busy: 'Enviando…',
    },
    code: {
      title: 'Escriba su código',
      sentTo: 'Lo enviamos a {email}',
      label: 'Código de seis dígitos',
      submit: 'Continuar',
      busy: 'Comprobando…',
      resend: 'Enviar un código nuevo',
      missing: 'Ahí no encontramos ningún código de seis dígitos. Escriba los seis dígitos del correo.',
    },
    codeRefused: {
      window: {
        title: 'Continúe en una ventana',
        body: 'Usted ya tiene una cuenta. Un código solo la abre en la propia ventana de OpenKey, donde puede comprobar la dirección. Allí recibirá un código nuevo.',
      },
      passkey: {
        title: 'Use su llave de acceso',
        body: 'Su cuenta tiene una llave de acceso, así que un código no basta para iniciar sesión aquí.',
      },
      passkeyButton: 'Usar su llave de acceso',
    },
    confirm: {
      title: '¿Compartir la dirección de su cuenta?',
      body: '{host} verá la dirección de esta cuenta. No puede firmar nada sin que usted lo autorice aquí.',
      submit: 'Continuar',
      other: 'Usar otra cuenta',
    },
    offer: {
      title: '¿Quiere iniciar sesión más rápido la próxima vez?',
      body: 'Con una llave de acceso inicia sesión con su huella, su cara o el bloqueo de pantalla. Sin códigos.',
      prompt:
        'Siga las indicaciones de su dispositivo. Si omite este paso y el dispositivo guarda de todos modos una llave de acceso, elimínela allí: no funcionará.',
      leftover:
        'La nueva llave de acceso no se añadió. Si aparece en su dispositivo o gestor de contraseñas, elimínela allí. Puede continuar sin ella.',
      full: 'Su cuenta no admite más llaves de acceso. Puede continuar sin añadir ninguna.',
      known: 'Este dispositivo ya tiene una llave de acceso para su cuenta. Puede continuar.',
      failed: 'No se añadió ninguna llave de acceso. Inténtelo de nuevo o continúe sin ella.',
      submit: 'Añadir una llave de acceso',
      busy: 'Esperando a su dispositivo…',
      skip: 'Ahora no',
    },
  },
  review: {
    title: {
      session: 'Iniciar sesión en {host}',
      plain: 'Iniciar sesión en {host}',
      host: 'Configurar el almacenamiento para {host}',
      user: 'Compartir sus datos, a petición de {host}',
      revocation: 'Revocar el acceso, a petición de {host}',
    },
    account: 'Cuenta',
    expires: 'Caduca',
    once: 'Después de este inicio de sesión',
    never: 'Nunca, salvo que usted lo revoque',
    permanent: 'Nunca. Para volver a dar acceso, tendrá que firmar una nueva solicitud',
    recipient: 'Para',
    toSession: 'La clave de esta app',
    toNode: 'Servidor TinyCloud',
    may: 'Esta app podrá',
    mayAlso: 'También podrá',
    userMay: 'Este usuario podrá',
    sharedTitle: 'Esto permite que otro usuario actúe por usted',
    sharedWith: '{address} en la cadena {chainId}',
    revokedTitle: 'Esto revoca el acceso',
    revoked:
      'Todos los que tienen acceso mediante esta delegación lo pierden, y también todos aquellos con quienes lo compartieron: {cid}',
    revokedOnly: 'No permite nada nuevo.',
    mayRead: {
      one: 'También podrá leer un lugar concreto',
      other: 'También podrá leer {count} lugares concretos',
    },
    literalTitle: 'OpenKey no puede explicar esto',
    literal: {
      always: 'En {resource}, usar {actions}',
      underCondition: 'En {resource}, usar {actions} con esta condición: {conditions}',
      underConditions: 'En {resource}, usar {actions} con cualquiera de estas condiciones: {conditions}',
      moreActions: { one: 'y {count} acción más', other: 'y {count} acciones más' },
      moreConditions: { one: 'o {count} condición más', other: 'o {count} condiciones más' },
    },
    unrecognised: { other: 'y {count} más que OpenKey no reconoce' },
    moreLiterals: { other: 'y {count} más' },
    more: 'Mostrar más',
    less: 'Mostrar menos',
    sensitive: 'Sensible',
    nothingGranted: 'Esto solo demuestra quién es usted. No da acceso a nada.',
    ownWords: 'La app dice',
    proofs: 'Basado en estas delegaciones',
    resources: 'Recursos adicionales',
    exact: 'Mensaje exacto',
    exactNote: 'Su clave firma exactamente este texto.',
    isReplacement: 'La app sustituyó su solicitud anterior por esta. Vuelva a leerla, por favor.',
    whySignsIn: 'Su sesión terminó. Su llave de acceso inicia sesión y autoriza esto en un solo paso.',
    choose: {
      open: 'Elegir permisos',
      title: 'Elegir permisos para {host}',
      note: 'Desmarque lo que no quiera permitir. La app volverá a pedir el resto. Todavía no se ha firmado nada.',
      asRequested: 'Como se solicitó',
      submit: 'Continuar',
    },
    submitPasskey: 'Autorizar con llave de acceso',
    anotherWay: 'Iniciar sesión de otra forma',
    submit: {
      session: 'Iniciar sesión',
      plain: 'Iniciar sesión',
      host: 'Permitir',
      user: 'Compartir',
      revocation: 'Revocar el acceso',
    },
  },
  capability: {
    dataActions: { browse: 'enumerar', read: 'leer', write: 'modificar', delete: 'eliminar' },
    databaseActions: {
      read: 'leer',
      write: 'modificar',
      schema: 'reestructurar',
      import: 'importar datos',
      export: 'exportar datos',
      execute: 'ejecutar comandos',
      admin: 'administrar',
    },
    encryptionActions: {
      decrypt: 'descifrar sus datos',
      create: 'configurar el cifrado',
      revoke: 'desactivar el cifrado',
    },
    stores: { data: 'todos los datos', sql: 'todas las bases de datos', duckdb: 'todas las bases de datos analíticas' },
    data: {
      all: '{actions} todo lo almacenado aquí',
      under: '{actions} lo almacenado en {path}',
      names: 'ver los nombres, pero no el contenido, de todo lo almacenado aquí',
      namesUnder: 'ver los nombres, pero no el contenido, de lo almacenado en {path}',
    },
    everything: 'leer, modificar, eliminar y gestionar {stores}',
    secrets: {
      all: '{actions} todos los secretos',
      under: '{actions} los secretos en {path}',
      names: 'ver los nombres, pero no los valores, de todos los secretos',
      namesUnder: 'ver los nombres, pero no los valores, de los secretos en {path}',
    },
    secretCatalogue: 'en la lista de sus secretos: {actions}',
    account: {
      read: 'ver su lista de apps y espacios',
      write: 'actualizar su lista de apps y espacios',
    },
    sql: {
      all: 'en todas las bases de datos de aquí: {actions}',
      named: 'en la base de datos {name}: {actions}',
    },
    duckdb: {
      all: 'en todas las bases de datos analíticas de aquí: {actions}',
      named: 'en la base de datos analítica {name}: {actions}',
    },
    hooks: {
      subscribe: 'seguir todos los cambios',
      manage: 'decidir quién puede seguir los cambios',
      both: 'seguir todos los cambios y decidir quién más puede seguirlos',
    },
    hooksUnder: {
      subscribe: 'seguir todos los cambios en {path}',
      manage: 'decidir quién puede seguir los cambios en {path}',
      both: 'seguir todos los cambios en {path} y decidir quién más puede seguirlos',
    },
    permissions: 'ver los permisos que se le han concedido',
    connections: {
      read: 'ver quién más tiene acceso',
      revoke: 'retirar el acceso a otros',
      both: 'ver quién más tiene acceso y retirárselo',
    },
    delegation: {
      read: 'ver si esta delegación está activa: {cid}',
      revoke: 'revocar esta delegación: {cid}',
      both: 'ver si esta delegación está activa y revocarla: {cid}',
    },
    permissionsAndConnections: 'ver el acceso que se le ha concedido y el de otros',
    hosting: 'dejar que un servidor TinyCloud almacene todo este espacio',
  },
  place: {
    own: {
      space: 'Su espacio {name}',
      network: 'Su red de cifrado {name}',
      orbit: 'Su almacenamiento TinyCloud anterior {name}',
    },
    foreign: {
      space: 'El espacio {name} de otra cuenta, {address} en la cadena {chainId}',
      network: 'La red de cifrado {name} de otra cuenta, {address} en la cadena {chainId}',
      orbit: 'El almacenamiento TinyCloud anterior {name} de otra cuenta, {address} en la cadena {chainId}',
    },
    known: {
      'space default': 'Sus datos',
      'space applications': 'Los datos de sus apps',
      'space account': 'Su cuenta',
      'space secrets': 'Sus secretos',
      'space public': 'Sus datos públicos, abiertos a todos',
      'network default': 'Su cifrado',
    },
    delegation: 'Una delegación',
    elsewhere: 'Recurso no reconocido',
  },
  outcome: {
    account: { title: 'Un momento', body: 'Buscando su cuenta…' },
    signing: { title: 'Firmando', body: 'OpenKey firma con su clave y comprueba la firma.' },
    approving: {
      title: 'Use su llave de acceso',
      body: 'Su llave de acceso autoriza exactamente lo que acaba de leer.',
    },
    continued: {
      title: 'Continúe en la ventana',
      body: 'OpenKey está abierto en su propia ventana. Compruebe la dirección y continúe allí. Esta página esperará.',
    },
    done: {
      connected: 'Conexión establecida',
      signed: 'Autorizado',
      narrowed: 'Elección enviada a la app',
      body: 'Volviendo a la app.',
    },
    problem: {
      code: 'Código de error',
      expected: 'Esta página',
      received: 'En la solicitud',
      tryAgain: 'Intentar de nuevo',
      leave: 'Salir',
      otherAccount: 'Usar otra cuenta',
    },
  },
  problem: {
    key_endpoint_unreachable: {
      title: 'No se puede contactar con OpenKey',
      body: 'Compruebe su conexión e inténtelo de nuevo. No se firmó nada.',
    },
    key_endpoint_rejected: {
      title: 'OpenKey rechazó esta solicitud',
      body: 'Inténtelo de nuevo, o salga y empiece otra vez. No se firmó nada.',
    },
    rate_limited: {
      title: 'Demasiados intentos',
      body: 'Espere un momento y vuelva a intentarlo. No se firmó nada.',
    },
    session_expired: {
      title: 'Su sesión está cerrada',
      body: 'Vuelva a iniciar sesión para continuar. No se firmó nada.',
    },
    signature_invalid: {
      title: 'La firma no es válida',
      body: 'No se hizo con su clave, así que OpenKey no se la dio a la app.',
    },
    address_mismatch: {
      title: 'Esto es para otra cuenta',
      body: 'La app pide la firma de una cuenta distinta de la que está usando. No se firmó nada.',
    },
    key_not_found: {
      title: 'Usted no tiene esta clave',
      body: 'La app pide una clave que no está en su cuenta. No se firmó nada.',
    },
    chain_unsupported: {
      title: 'Esta cadena no es compatible',
      body: 'La app pide una cadena con la que OpenKey no es compatible. No se firmó nada.',
    },
    nonce_reused: {
      title: 'Esta solicitud ya se usó',
      body: 'Usted ya firmó otro mensaje con el mismo número de un solo uso. Vuelva a la app y empiece de nuevo. No se firmó nada.',
    },
    domain_mismatch: {
      title: 'Esta solicitud es para otro sitio',
      body: 'Iniciaría sesión en un sitio distinto de aquel en el que está. No se firmó nada.',
    },
    siwe_expired: {
      title: 'Esta solicitud ha caducado',
      body: 'Vuelva a la app y empiece de nuevo. No se firmó nada.',
    },
    siwe_not_yet_valid: {
      title: 'Esta solicitud aún no es válida',
      body: 'Empieza en el futuro. Si no le parece correcto, compruebe el reloj de este dispositivo. No se firmó nada.',
    },
    siwe_lifetime_exceeded: {
      title: 'Esta solicitud dura demasiado',
      body: 'La app pide un acceso que dura más de lo que OpenKey permite. No se firmó nada.',
    },
    recap_malformed: misleading,
    recap_statement_mismatch: misleading,
    siwe_uri_mismatch: misleading,
    siwe_malformed: unreadable,
    siwe_not_canonical: unreadable,
    message_too_large: unreadable,
    nested_frame: {
      title: 'OpenKey no se puede usar aquí',
      body: 'La propia app tiene que abrir OpenKey. Una página dentro de la app no puede.',
    },
    credentialless_frame: {
      title: 'OpenKey no se puede usar aquí',
      body: 'Esta página inserta OpenKey de un modo que olvida lo que usted autoriza. Su cuenta no se ve afectada.',
    },
    presentation_unavailable: {
      title: 'Abra OpenKey desde una app',
      body: 'Vaya a la app en la que quiere iniciar sesión. Ella le abrirá OpenKey.',
    },
    origin_not_allowed: {
      title: 'OpenKey no está disponible aquí',
      body: 'Esta página no tiene permiso para usar OpenKey. Su cuenta no se ve afectada.',
    },
    popup_blocked: {
      title: 'La ventana se bloqueó',
      body: 'Permita las ventanas emergentes de este sitio en su navegador e inténtelo de nuevo. No se firmó nada.',
    },
    opener_severed: {
      title: 'La ventana no puede comunicarse con esta página',
      body: 'Esta página está aislada de las ventanas que abre, así que OpenKey no puede continuar en una. No se firmó nada.',
    },
    version_mismatch: {
      title: 'Esta app necesita una actualización',
      body: 'Su versión no es compatible con la de OpenKey. Vuelva a cargar la página. Si no sirve, contacte con el desarrollador de la app.',
    },
    outdated_browser: {
      title: 'Actualice su navegador',
      body: 'Este navegador es demasiado antiguo para OpenKey. Actualícelo o use otro. No se firmó nada.',
    },
    unknown: {
      title: 'Algo salió mal',
      body: 'Cierre esto e inténtelo de nuevo. No se firmó nada.',
    },
  },
  access: {
    title: 'Dónde tiene la sesión iniciada',
    loading: 'Cargando…',
    origins: 'Apps que ha autorizado en este navegador',
    noOrigins: 'No ha autorizado ninguna app en este navegador.',
    approved: 'Autorizada: {date}',
    grant: 'Permisos autorizados: {date}',
    sharedWith: 'Compartido con otro usuario, {address} en la cadena {chainId}',
    sessions: 'Sus sesiones',
    noSessions: 'Inicie sesión para ver sus sesiones.',
    opened: 'Iniciada: {date}',
    current: 'Esta sesión',
    inWindow: 'La propia ventana de OpenKey',
    program: 'Programa: {program}',
    onDevice: 'Llama a su dispositivo {device}',
    remove: 'Quitar',
    signOut: 'Cerrar sesión',
    passkeys: 'Sus llaves de acceso',
    noPasskeys: 'No tiene llaves de acceso.',
    unnamedPasskey: 'Llave de acceso',
    added: 'Añadida: {date}',
    addPasskey: 'Añadir una llave de acceso',
    passkeyOptional: 'Puede iniciar sesión con una llave de acceso o con un código por correo electrónico.',
    passkeyRequired:
      'Solo puede iniciar sesión con una llave de acceso. Los códigos por correo electrónico están desactivados.',
    requirePasskey: 'Exigir una llave de acceso',
    allowCodes: 'Permitir códigos por correo',
    autoSign: 'Firmar sin preguntarle',
    autoSignOn:
      'OpenKey configura el almacenamiento de usted sin preguntarle y da acceso a él, durante un máximo de una hora cada vez, a los programas en los que usted ha iniciado sesión. Las apps siguen necesitando su autorización.',
    autoSignOff:
      'OpenKey no firma nada sin preguntarle. Es posible que las apps y los programas le pregunten más a menudo.',
    enableAutoSign: 'Permitir firmar sin preguntar',
    disableAutoSign: 'Preguntarme siempre',
    failure: {
      limit_reached: 'Su cuenta no admite más llaves de acceso. Quite una primero.',
      last_way_in:
        'Esta es su última llave de acceso, y su cuenta exige una. Permita primero los códigos por correo electrónico.',
      passkey_missing: 'Su cuenta no tiene ninguna llave de acceso. Añada una antes de exigirla.',
      passkeyKnown: 'Este dispositivo ya tiene una llave de acceso para su cuenta.',
      passkeyFull:
        'Su cuenta no admite más llaves de acceso. Si la nueva aparece en su dispositivo o gestor de contraseñas, elimínela allí.',
      passkeyRefused:
        'OpenKey no pudo añadir la nueva llave de acceso. Si aparece en su dispositivo o gestor de contraseñas, elimínela allí.',
      passkeyUnsure:
        'No se pudo contactar con OpenKey, así que es posible que su nueva llave de acceso no funcione. Si no funciona, elimínela de su dispositivo.',
      passkeyWanted:
        'No se cambió nada. Confirme con una llave de acceso, o cierre sesión y vuelva a iniciarla: durante los diez minutos siguientes no la necesitará.',
      passkeyUnavailable:
        'No se cambió nada, porque este navegador no pudo usar aquí una llave de acceso. Cierre sesión y vuelva a iniciarla: durante los diez minutos siguientes no la necesitará.',
      cancelled: 'No se usó ninguna llave de acceso. No se cambió nada.',
      refused: 'OpenKey rechazó esto. No se cambió nada.',
      tooMany: 'Demasiados intentos. No se cambió nada. Espere un minuto y vuelva a intentarlo.',
      signedOut: 'Su sesión terminó. No se cambió nada. Vuelva a iniciar sesión para continuar.',
      unreachable: 'No se pudo contactar con OpenKey. No se cambió nada. Compruebe su conexión e inténtelo de nuevo.',
    },
  },
  device: {
    code: {
      title: 'Conectar un programa',
      hint: 'Escriba el código que le muestra el programa.',
      warning:
        'Use únicamente el código de un programa que usted mismo acabe de iniciar. Si alguien le envió un código, cierre esta página: le daría a esa persona acceso a los datos de usted.',
      label: 'Código del programa',
      submit: 'Continuar',
      busy: 'Comprobando…',
    },
    review: {
      title: '¿Conectar este programa?',
      program: 'Programa',
      device: 'Llama a su dispositivo',
      network: 'Pide desde',
      sameNetwork: '{network}, la red que usted usa ahora',
      otherNetwork: '{network}, que no es la red que usted usa ahora',
      unknownNetwork: 'Una red desconocida',
      until: 'Tiene acceso hasta',
      account: 'A esta cuenta',
      rights: 'Sin volver a preguntarle, podrá:',
      spaces: 'leer, modificar y eliminar todo lo que hay en sus espacios «default» y «applications»',
      secrets: 'leer sus secretos cifrados, y leer, modificar y eliminar sus variables',
      registry: 'leer y modificar la lista de sus apps y espacios, y crear sus espacios',
      limits: 'No puede firmar nada más ni cambiar cómo inicia usted sesión. Puede quitarlo en cualquier momento.',
      otherNetworkWarning:
        '¿No es su propio dispositivo? Entonces rechácelo: puede que alguien intente entrar en su cuenta.',
      submit: 'Conectar',
      busy: 'Conectando…',
      decline: 'Rechazar',
    },
    done: {
      connected: 'Conexión establecida',
      connectedBody: 'Puede volver al programa. Para quitarlo, abra «Dónde tiene la sesión iniciada».',
      declined: 'Rechazado',
      declinedBody: 'El programa no tiene acceso. Puede cerrar esta página.',
      another: 'Escribir otro código',
    },
    left: { title: 'No se conectó nada', body: 'Puede cerrar esta página.', again: 'Empezar de nuevo' },
    signInAgain: 'Volver a iniciar sesión',
    failure: {
      unknownCode:
        'Ningún programa espera este código. Compruébelo, o empiece de nuevo en el programa para obtener uno nuevo.',
      tooMany: 'Demasiados códigos incorrectos. Espere un rato y vuelva a intentarlo.',
      passkeyWanted: 'No se conectó nada. Confirme con su llave de acceso o vuelva a iniciar sesión.',
      signedOut: 'Su sesión ha terminado. No se conectó nada.',
      refused: 'OpenKey rechazó esto. No se conectó nada.',
      unreachable: 'No se pudo contactar con OpenKey. No se conectó nada. Compruebe su conexión e inténtelo de nuevo.',
    },
  },
}
