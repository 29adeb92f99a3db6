// Passkeys and security keys. <form data-passkey="create|get"> has a hidden field `credential` that is filled from the
// device before the form is sent. The options are in a JSON script in the form, or at data-options (fetched).
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const keys = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.ready) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form).catch((error) => complain(form, error));
  });
}

async function ask(form) {
  const options = (await read(form)).publicKey;
  const asked = form.dataset.passkey === "create" ? create(form, options) : get(options);
  form.elements.credential.value = JSON.stringify(await asked);
  form.dataset.ready = "1";
  form.submit();
}

async function read(form) {
  const script = form.querySelector("script[type='application/json']");
  const data = script ? JSON.parse(script.textContent) : await fetched(form.dataset.options);
  return data.creation_options ?? data.request_options;
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function create(form, options) {
  const box = form.elements.passwordless;
  const selection = { ...options.authenticatorSelection };
  if (box) {
    selection.residentKey = box.checked ? "required" : "discouraged";
    selection.requireResidentKey = box.checked;
    if (box.checked) selection.userVerification = "required";
  }
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: keys(options.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
  const { response } = made;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function get(options) {
  const given = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: keys(options.allowCredentials) },
  });
  const { response } = given;
  return {
    ...common(given),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}

function common(credential) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function complain(form, error) {
  console.warn(error);
  form.querySelector("[data-passkey-failed]").hidden = false;
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}
