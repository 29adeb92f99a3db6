// The rows of a table that are ticked: count, all of this page, a range with Shift, and the bar of bulk actions.
export function selection() {
  return {
    count: 0,
    last: null,
    init() {
      this.$el.addEventListener("change", (event) => this.changed(event));
      this.$el.addEventListener("click", (event) => this.ranged(event));
      this.$el.addEventListener("htmx:afterSwap", () => this.refresh());
      this.refresh();
    },
    boxes() {
      return [...this.$root.querySelectorAll("input[data-row]")];
    },
    changed(event) {
      if (event.target.matches("input[data-all]")) {
        for (const box of this.boxes()) box.checked = event.target.checked;
      }
      this.refresh();
    },
    ranged(event) {
      if (!event.target.matches("input[data-row]")) return;
      const boxes = this.boxes();
      const here = boxes.indexOf(event.target);
      if (event.shiftKey && this.last !== null) {
        const [from, to] = [Math.min(here, this.last), Math.max(here, this.last)];
        for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
      }
      this.last = here;
    },
    clear() {
      for (const box of this.boxes()) box.checked = false;
      this.refresh();
    },
    refresh() {
      const boxes = this.boxes();
      this.count = boxes.filter((box) => box.checked).length;
      const all = this.$root.querySelector("input[data-all]");
      if (!all) return;
      all.checked = boxes.length > 0 && this.count === boxes.length;
      all.indeterminate = this.count > 0 && this.count < boxes.length;
    },
  };
}
