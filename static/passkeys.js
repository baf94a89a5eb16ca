// Passkeys: asks the device for one when a form marked data-passkey is sent, then sends the form with its answer.

const ask = {
  login: async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return window.webauthnJSON.get((await answer.json()).request_options);
  },
  authenticate: () => window.webauthnJSON.get(options().request_options),
  add: (form) => {
    const { creation_options: wanted } = options();
    const alone = form.elements.passwordless?.checked ?? false;
    Object.assign(wanted.publicKey.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    });
    return window.webauthnJSON.create(wanted);
  },
};

const options = () => JSON.parse(document.getElementById("passkey-options").textContent);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await ask[form.dataset.passkey](form));
      form.submit();
    } catch {
      document.getElementById("passkey-trouble").hidden = false;
    }
  });
}
