package journeypage

import "onward/internal/web"

func (p Pages) barrierRoutes() []web.Route { return nil }
