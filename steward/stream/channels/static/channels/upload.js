// Shows how far an upload is; without this script the form is sent as any other.
const form = document.querySelector("form[data-upload]");

function show(text, share) {
  const place = form.querySelector("[data-upload-progress]");
  const bar = place.querySelector("progress");
  place.hidden = false;
  place.querySelector("[data-upload-text]").textContent = text;
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
}

function send() {
  const words = form.querySelector("[data-upload-text]").dataset;
  const button = form.querySelector("button[type=submit]");
  const request = new XMLHttpRequest();
  button.disabled = true;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const done = event.loaded >= event.total;
    const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
    show(done ? words.checking : `${words.sending} ${megabytes(event.loaded)} / ${megabytes(event.total)} MB`, done ? null : event.loaded / event.total);
  });
  const failed = () => {
    show(words.failed, 0);
    button.disabled = false;
  };
  request.addEventListener("error", failed);
  request.addEventListener("abort", failed);
  request.addEventListener("load", () => (request.status === 200 ? location.assign(request.response.next) : failed()));
  request.open("POST", location.href);
  request.responseType = "json";
  request.setRequestHeader("Accept", "application/json");
  request.send(new FormData(form));
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
