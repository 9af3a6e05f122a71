package journeypage

import "onward/internal/web"

func (p Pages) interventionRoutes() []web.Route { return nil }
