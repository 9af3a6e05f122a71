package journeypage

import "onward/internal/web"

func (p Pages) planRoutes() []web.Route { return nil }
