import { createContext, use } from 'react';

type Places = (kind: string, query: string) => string;

const PlacesContext = createContext<Places>((kind, query) => `/directory/${kind}?${query}`);

/** Where the lists of resources are on this page; elsewhere they are under Directory. */
export const PlacesProvider = PlacesContext;

/** The address of a list, by the kind's route and the list's query. */
export function usePlaces(): Places {
  return use(PlacesContext);
}
