import { useEffect, useRef, useState } from "react";

/** Whether an element has come near the view by now: what stands far below needn't be read before. */
export function useWasInView<E extends Element>() {
  const ref = useRef<E>(null);
  const [wasInView, setWasInView] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || wasInView) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setWasInView(true);
      },
      { rootMargin: "200px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [wasInView]);
  return { ref, wasInView };
}
