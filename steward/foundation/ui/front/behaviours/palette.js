// The command palette: what is typed is asked of the server (htmx), arrows choose, Enter goes.
export function palette() {
  return {
    at: 0,
    init() {
      this.$el.addEventListener("htmx:afterSwap", () => this.choose(0));
      this.$el.addEventListener("close", () => this.reset());
    },
    items() {
      return [...this.$root.querySelectorAll("[role=option]")];
    },
    choose(index) {
      const items = this.items();
      if (items.length === 0) return;
      this.at = (index + items.length) % items.length;
      items.forEach((item, i) => item.setAttribute("aria-selected", String(i === this.at)));
      items[this.at].scrollIntoView({ block: "nearest" });
      this.$root.querySelector("[role=combobox]").setAttribute("aria-activedescendant", items[this.at].id);
    },
    down(event) {
      event.preventDefault();
      this.choose(this.at + 1);
    },
    up(event) {
      event.preventDefault();
      this.choose(this.at - 1);
    },
    go(event) {
      event.preventDefault();
      this.items()[this.at]?.click();
    },
    reset() {
      const field = this.$root.querySelector("[role=combobox]");
      if (field.value === "") return;
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}
