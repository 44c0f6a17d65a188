// Passkeys: fetch the options, call the browser's WebAuthn API, send its result with the form.
const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withDecodedIds = (credentials = []) =>
  credentials.map((credential) => ({ ...credential, id: decode(credential.id) }));

async function fetchOptions(form) {
  const response = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    body: new URLSearchParams({ csrf_token: form.elements.csrf_token.value }),
  });
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
    location.assign(response.url); // redirected to confirm the password first
    throw new Error("The password has to be confirmed first.");
  }
  const options = await response.json();
  options.challenge = decode(options.challenge);
  return options;
}

async function callBrowser(options) {
  if (options.user) {
    const user = { ...options.user, id: decode(options.user.id) };
    const publicKey = { ...options, user, excludeCredentials: withDecodedIds(options.excludeCredentials) };
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey: { ...options, allowCredentials: withDecodedIds(options.allowCredentials) } });
}

function toJSON(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encode(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: encode(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function usePasskey(event) {
  event.preventDefault();
  const form = event.target;
  const error = form.querySelector(".error");
  error.hidden = true;
  try {
    form.elements.answer.value = toJSON(await callBrowser(await fetchOptions(form)));
    form.submit();
  } catch {
    error.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey-options]")) {
    form.hidden = false;
    form.addEventListener("submit", usePasskey);
  }
}
