package journeypage

import "onward/internal/web"

func (p Pages) printRoutes() []web.Route { return nil }
