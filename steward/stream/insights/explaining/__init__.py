"""Why a number moved: exact decompositions, when a part explains, which steps are moves. Pure, knows no database."""
