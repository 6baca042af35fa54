import type { Page } from 'playwright-core';

/**
 * Texts on the screen that a person cannot read whole, each in a sentence: cut off without an ellipsis, outside of the
 * window, or lying over another text. What can be scrolled to is not cut off, sideways it is.
 */
export function findLayoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** Lines of a font reach into each other by design; the letters themselves stand in the middle of them. */
    const LETTERS_SHARE = 0.7;
    const SLACK_PX = 1.5;
    /** What may cover what stands below it, being opaque. */
    const LAYERS =
      '[role=dialog], [role=alertdialog], [role=menu], .results, .article-field ul, .training, .simulator, .save-bar.changed';
    /** What a chart measures its texts with, far outside. */
    const TOOLS = '#recharts_measurement_span';

    interface Box {
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
    interface Shown extends Box {
      readonly text: string;
      readonly element: Element;
    }

    function textsOf(root: Element): Shown[] {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const shown: Shown[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.textContent?.trim() ?? '';
        if (!element || text === '' || !isShown(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        for (const line of range.getClientRects()) {
          const middle = (line.top + line.bottom) / 2;
          const half = Math.min(line.height, size) * (LETTERS_SHARE / 2);
          if (line.width < 1) continue;
          const { left, right } = line;
          shown.push({ text, element, left, right, top: middle - half, bottom: middle + half });
        }
      }
      return shown;
    }

    function isShown(element: Element): boolean {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      for (let each: Element | null = element; each; each = each.parentElement) {
        // What only a screen reader hears is clipped away.
        if (getComputedStyle(each).clipPath === 'inset(50%)') return false;
        if (each.matches(`select, ${TOOLS}`)) return false;
      }
      return true;
    }

    /** What is seen of a text, or what cuts it; null where it is scrolled out of view. */
    function seenOf(shown: Shown): Shown | 'window' | 'box' | null {
      const { top, bottom } = shown;
      let { left, right } = shown;
      for (
        let box: Element | null = shown.element;
        box && box !== document.documentElement;
        box = box.parentElement
      ) {
        const style = getComputedStyle(box);
        if (style.display === 'inline') continue;
        const inner = box.getBoundingClientRect();
        const isClamped = style.webkitLineClamp !== 'none';
        if (style.overflowX !== 'visible' && (style.textOverflow === 'ellipsis' || isClamped)) {
          // It ends in an ellipsis where it is too long.
          left = Math.max(left, inner.left);
          right = Math.min(right, inner.right);
          if (isClamped && bottom > inner.bottom + SLACK_PX) return null;
        }
        const isOutX = right > inner.right + SLACK_PX || left < inner.left - SLACK_PX;
        const isOutY = bottom > inner.bottom + SLACK_PX || top < inner.top - SLACK_PX;
        if (isOutY && /auto|scroll/.test(style.overflowY)) return null;
        if ((isOutX && style.overflowX !== 'visible') || (isOutY && style.overflowY !== 'visible'))
          return 'box';
      }
      const isInWindow =
        left >= -SLACK_PX &&
        right <= innerWidth + SLACK_PX &&
        top >= -SLACK_PX &&
        bottom <= innerHeight + SLACK_PX;
      return isInWindow ? { ...shown, left, right } : 'window';
    }

    function layerOf(element: Element): Element {
      return element.closest(LAYERS) ?? document.body;
    }

    function isOver(one: Box, other: Box): boolean {
      return (
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK_PX &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK_PX
      );
    }

    const top = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].at(-1) ?? document.body;
    const faults: string[] = [];
    const whole: Shown[] = [];
    for (const shown of textsOf(top)) {
      const seen = seenOf(shown);
      if (typeof seen === 'string') faults.push(`“${shown.text}” is cut off by the ${seen}`);
      else if (seen) whole.push(seen);
    }
    whole.forEach((one, index) => {
      for (const other of whole.slice(index + 1)) {
        if (one.element === other.element || layerOf(one.element) !== layerOf(other.element)) continue;
        if (isOver(one, other)) faults.push(`“${one.text}” lies over “${other.text}”`);
      }
    });
    return [...new Set(faults)];
  });
}
